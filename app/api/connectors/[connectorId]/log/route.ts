import type { NextRequest } from 'next/server';
import { logFormatSchema } from '#lib/domain/runs/log-format.ts';
import { logPeriodSchema } from '#lib/domain/runs/log-period.ts';
import { answerFile } from '#lib/queries/answer-file.ts';
import { openConnectorLog } from '#lib/queries/run-log.ts';

type RouteContext = { params: Promise<{ connectorId: string }> };

/** The connector's log of a period as a file: `?first=2026-11-01&last=2026-11-30&format=csv`. */
export async function GET(
  { nextUrl: { searchParams } }: NextRequest,
  { params }: RouteContext,
): Promise<Response> {
  const format = logFormatSchema.parse(searchParams.get('format'));
  const { data: period = null } = logPeriodSchema.safeParse(Object.fromEntries(searchParams));
  return answerFile(async () => openConnectorLog((await params).connectorId, period, format));
}
