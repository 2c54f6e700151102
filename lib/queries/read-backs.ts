import 'server-only';
import { authorize } from '#lib/auth/session.ts';
import { database } from '#lib/db/client.ts';
import {
  countReadBackDifferences,
  countReadBacks,
  listReadBackDifferences as listDifferenceRows,
  listReadBacks as listReadBackRows,
} from '#lib/db/read-backs.ts';
import {
  readBackDifferenceListSchema,
  readBackListSchema,
  type ReadBackDifferenceList,
  type ReadBackList,
} from '#lib/domain/runs/read-back.ts';
import { pageOf } from '#lib/domain/runs/run-pages.ts';
import { requireId } from '#lib/queries/require-id.ts';

/** Read-backs of a run, the newest first. @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function listReadBacks(runId: string, page: number): Promise<ReadBackList> {
  await authorize('runs.read');
  const [rows, total] = await Promise.all([
    listReadBackRows(database(), requireId(runId), pageOf(page)),
    countReadBacks(database(), runId),
  ]);
  return readBackListSchema.parse({
    readBacks: rows.map((row) => ({
      ...row,
      requestedAt: row.requestedAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
    })),
    total,
  });
}

/** What a read-back found to differ. @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function listReadBackDifferences(
  readBack: { readonly runId: string; readonly readBackId: string },
  page: number,
): Promise<ReadBackDifferenceList> {
  await authorize('runs.read');
  const of = { runId: requireId(readBack.runId), readBackId: requireId(readBack.readBackId) };
  const [rows, total] = await Promise.all([
    listDifferenceRows(database(), of, pageOf(page)),
    countReadBackDifferences(database(), of),
  ]);
  const differences = rows.map((row) => ({ ...row, eventAt: row.eventAt?.toISOString() ?? null }));
  return readBackDifferenceListSchema.parse({ differences, total });
}
