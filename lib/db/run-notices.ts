import type { Transaction } from '#lib/db/client.ts';
import { runNoticesSchema, type RunNotice } from '#lib/domain/runs/run-notice.ts';

/** Runs of a connector that have notices, with them. */
export async function listRunNotices(
  db: Transaction,
  connectorId: string,
): Promise<readonly { readonly runId: string; readonly notices: readonly RunNotice[] }[]> {
  const rows = await db.run.findMany({
    where: { connectorId, notices: { not: [] } },
    select: { id: true, notices: true },
  });
  return rows.map(({ id, notices }) => ({ runId: id, notices: runNoticesSchema.parse(notices) }));
}

export async function saveRunNotices(
  transaction: Transaction,
  runId: string,
  notices: readonly RunNotice[],
): Promise<void> {
  await transaction.run.updateMany({ where: { id: runId }, data: { notices: [...notices] } });
}

/** Of one run. @throws {Error} when there is none */
export async function getRunNotices(
  transaction: Transaction,
  runId: string,
): Promise<readonly RunNotice[]> {
  const row = await transaction.run.findUniqueOrThrow({
    where: { id: runId },
    select: { notices: true },
  });
  return runNoticesSchema.parse(row.notices);
}

/** Adds a notice in place of an earlier one of the same code: what is done again is told once. */
export async function replaceRunNotice(
  transaction: Transaction,
  runId: string,
  code: RunNotice['code'],
  notice: RunNotice | null,
): Promise<void> {
  const notices = await getRunNotices(transaction, runId);
  const others = notices.filter((known) => known.code !== code);
  await saveRunNotices(transaction, runId, notice === null ? others : [...others, notice]);
}
