import type { NextRequest } from 'next/server';
import { answerFile } from '#lib/queries/answer-file.ts';
import { getCoverageList } from '#lib/queries/coverage-list.ts';

type RouteContext = {
  params: Promise<{ draftId: string; previewId: string; list: string }>;
};

/** A list of a coverage preview as a CSV file. */
export async function GET(_request: NextRequest, { params }: RouteContext): Promise<Response> {
  return answerFile(async () => {
    const { draftId, previewId, list: name } = await params;
    return getCoverageList({ subject: { draftId }, previewId, name });
  });
}
