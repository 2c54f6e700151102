import type { NextRequest } from 'next/server';
import { answerCsv } from '#lib/queries/answer-csv.ts';
import { openRunLog } from '#lib/queries/run-log.ts';

type RouteContext = { params: Promise<{ runId: string }> };

/** The run's log as a CSV file. */
export async function GET(_request: NextRequest, { params }: RouteContext): Promise<Response> {
  return answerCsv(async () => openRunLog((await params).runId));
}
