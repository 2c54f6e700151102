import type { Transaction } from '#lib/db/client.ts';
import type { LogPeriod } from '#lib/domain/runs/log-period.ts';

const DAY_MS = 24 * 3600 * 1000;

/** What the log of a connector says of the connector itself; null when there is none. */
export async function findLoggedConnector(db: Transaction, connectorId: string) {
  return db.connector.findUnique({
    where: { id: connectorId },
    select: { id: true, kind: true, folderName: true },
  });
}

/**
 * The connector's runs that began in the period, the oldest first. `receiptsFile`: where the receipts
 * are that have left the database; null for those that have not.
 */
export async function listRunsOfPeriod(
  db: Transaction,
  connectorId: string,
  { first, last }: LogPeriod,
) {
  const runs = await db.run.findMany({
    where: {
      connectorId,
      createdAt: { gte: new Date(first), lt: new Date(new Date(last).getTime() + DAY_MS) },
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, createdAt: true },
  });
  const pruned = await db.evidence.findMany({
    where: { runId: { in: runs.map(({ id }) => id) }, receiptsPrunedAt: { not: null } },
    select: { runId: true, fileName: true },
  });
  const files = new Map(pruned.map(({ runId, fileName }) => [runId, fileName]));
  return runs.map((run) => ({ ...run, receiptsFile: files.get(run.id) ?? null }));
}
