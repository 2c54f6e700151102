import type { NextRequest } from 'next/server';
import { asApiCaller } from '#lib/auth/api-caller.ts';
import { answerApiProblem } from '#lib/queries/api/answer-api-problem.ts';
import { openEvidence } from '#lib/queries/evidence.ts';

type RouteContext = { params: Promise<{ runId: string }> };

/** The run's evidence file, for a program with the role Reviewer. */
export async function GET(request: NextRequest, { params }: RouteContext): Promise<Response> {
  try {
    const { runId } = await params;
    const { fileName, sizeBytes, bytes } = await asApiCaller(
      request.headers.get('authorization'),
      () => openEvidence(runId, 'file'),
    );
    return new Response(bytes, {
      headers: {
        'content-type': 'application/gzip',
        'content-length': String(sizeBytes),
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    return answerApiProblem(error);
  }
}
