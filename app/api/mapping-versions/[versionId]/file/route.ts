import type { NextRequest } from 'next/server';
import { answerCsv } from '#lib/queries/answer-csv.ts';
import { openMappingFile } from '#lib/queries/mapping-versions.ts';

type RouteContext = { params: Promise<{ versionId: string }> };

/** A version of a mapping file, as one. */
export async function GET(_request: NextRequest, { params }: RouteContext): Promise<Response> {
  const { versionId } = await params;
  return answerCsv(() => openMappingFile(versionId));
}
