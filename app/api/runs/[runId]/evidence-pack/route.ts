import type { NextRequest } from 'next/server';
import { answerFile } from '#lib/queries/answer-file.ts';
import { openEvidencePack } from '#lib/queries/evidence-pack.ts';

type RouteContext = { params: Promise<{ runId: string }> };

/** Everything an auditor needs of a closed import, in one file. */
export async function GET(_request: NextRequest, { params }: RouteContext): Promise<Response> {
  return answerFile(async () => openEvidencePack((await params).runId));
}
