import type { NextRequest } from 'next/server';
import { answerFile } from '#lib/queries/answer-file.ts';
import { openMappingChanges } from '#lib/queries/mapping-versions.ts';

/** `?from=…&to=…`, or no `to` for no file: every change, as a list to keep. */
export async function GET({ nextUrl: { searchParams } }: NextRequest): Promise<Response> {
  return answerFile(() =>
    openMappingChanges(searchParams.get('from') ?? '', searchParams.get('to')),
  );
}
