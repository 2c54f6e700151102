import type { NextRequest } from 'next/server';
import { logFormatSchema } from '#lib/domain/runs/log-format.ts';
import { answerFile } from '#lib/queries/answer-file.ts';
import { openRunLog } from '#lib/queries/run-log.ts';

type RouteContext = { params: Promise<{ runId: string }> };

/** The run's log as a file, `?format=csv` or `json`; with `only=exceptions` what was held or failed. */
export async function GET(
  { nextUrl: { searchParams } }: NextRequest,
  { params }: RouteContext,
): Promise<Response> {
  const format = logFormatSchema.parse(searchParams.get('format'));
  const only = searchParams.get('only') === 'exceptions' ? 'exceptions' : 'all';
  return answerFile(async () => openRunLog((await params).runId, format, only));
}
