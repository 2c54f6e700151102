import type { Database, Transaction } from '#lib/db/client.ts';
import type { SourceStatus } from '#lib/domain/connectors/source-status.ts';

/** What the last try showed. */
export async function setSourceStatus(
  db: Database,
  connectorId: string,
  seen: { readonly status: SourceStatus; readonly now: Date },
): Promise<void> {
  await db.connector.updateMany({
    where: { id: connectorId },
    data: { sourceStatus: seen.status, sourceStatusAt: seen.now },
  });
}

/** Active connectors whose time has come. */
export async function listDueConnectors(db: Database, now: Date) {
  const rows = await db.connector.findMany({
    where: { state: 'active', nextRunAt: { lte: now } },
    orderBy: { nextRunAt: 'asc' },
    select: { id: true, nextRunAt: true, scheduleTime: true, scheduleTimeZone: true },
  });
  return rows.flatMap(({ nextRunAt, ...connector }) =>
    nextRunAt === null ? [] : [{ ...connector, nextRunAt }],
  );
}

/** Moves the next run on. False: another worker has done it. */
export async function moveNextRun(
  transaction: Transaction,
  connectorId: string,
  move: { readonly from: Date; readonly to: Date },
): Promise<boolean> {
  const { count } = await transaction.connector.updateMany({
    where: { id: connectorId, state: 'active', nextRunAt: move.from },
    data: { nextRunAt: move.to },
  });
  return count === 1;
}
