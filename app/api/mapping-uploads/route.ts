import type { NextRequest } from 'next/server';
import { receiveMappingFile } from '#lib/actions/receive-mapping-file.ts';
import { answerRefusal } from '#lib/queries/route-query.ts';

/** Takes the file as it is sent: nothing of this size goes through a server action. */
export async function POST(request: NextRequest): Promise<Response> {
  return receiveMappingFile(request, answerRefusal);
}
