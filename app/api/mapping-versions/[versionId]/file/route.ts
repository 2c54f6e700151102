import type { NextRequest } from 'next/server';
import { answerFile } from '#lib/queries/answer-file.ts';
import { openMappingFile } from '#lib/queries/mapping-versions.ts';

type RouteContext = { params: Promise<{ versionId: string }> };

/** A version of a mapping file, as one. */
export async function GET(_request: NextRequest, { params }: RouteContext): Promise<Response> {
  const { versionId } = await params;
  return answerFile(() => openMappingFile(versionId));
}
