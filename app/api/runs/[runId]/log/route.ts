import type { NextRequest } from 'next/server';
import { answerRefusal } from '#lib/queries/route-query.ts';
import { openRunLog } from '#lib/queries/run-log.ts';

type RouteContext = { params: Promise<{ runId: string }> };

/** The run's log as a CSV file. */
export async function GET(_request: NextRequest, { params }: RouteContext): Promise<Response> {
  try {
    const { fileName, csv } = await openRunLog((await params).runId);
    return new Response(csv, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    return answerRefusal(error);
  }
}
