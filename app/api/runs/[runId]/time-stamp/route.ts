import type { NextRequest } from 'next/server';
import { openEvidence } from '#lib/queries/evidence.ts';
import { answerRefusal } from '#lib/queries/route-query.ts';

type RouteContext = { params: Promise<{ runId: string }> };

/** The time stamp of the run's evidence (RFC 3161). */
export async function GET(_request: NextRequest, { params }: RouteContext): Promise<Response> {
  try {
    const { fileName, sizeBytes, bytes } = await openEvidence((await params).runId, 'time-stamp');
    return new Response(bytes, {
      headers: {
        'content-type': 'application/timestamp-reply',
        'content-length': String(sizeBytes),
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    return answerRefusal(error);
  }
}
