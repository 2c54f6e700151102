import type { NextRequest } from 'next/server';
import { answerCsv } from '#lib/queries/answer-csv.ts';
import { openMappingChanges } from '#lib/queries/mapping-versions.ts';

/** `?from=…&to=…`: every change, as a list to keep. */
export async function GET({ nextUrl: { searchParams } }: NextRequest): Promise<Response> {
  return answerCsv(() =>
    openMappingChanges(searchParams.get('from') ?? '', searchParams.get('to') ?? ''),
  );
}
