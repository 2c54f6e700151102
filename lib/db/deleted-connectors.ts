import type { Database, Transaction } from '#lib/db/client.ts';
import { ACTIVE_RUN_STATES } from '#lib/domain/runs/run-state.ts';

/** Locked until the transaction ends; null when there is none, or it is gone. */
export async function lockConnectorToDelete(transaction: Transaction, connectorId: string) {
  await transaction.$queryRaw`
    SELECT 1 FROM connectors WHERE id = ${connectorId}::uuid FOR UPDATE`;
  return transaction.connector.findUnique({
    where: { id: connectorId, deletedAt: null },
    select: { name: true, kind: true, state: true },
  });
}

export async function markConnectorDeleting(
  transaction: Transaction,
  connectorId: string,
  deletedBy: string,
): Promise<void> {
  await transaction.connector.update({
    where: { id: connectorId },
    data: { state: 'deleting', deletedBy, nextRunAt: null, nextSecondLookAt: null },
    select: { id: true },
  });
}

/** Edits that nobody can save any more, with their files. */
export async function deleteEditsOf(transaction: Transaction, editsId: string): Promise<void> {
  const edits = { editsId, finishedAt: null };
  await transaction.mappingVersion.deleteMany({ where: { draft: edits } });
  await transaction.connectorDraft.deleteMany({ where: edits });
}

export async function findActiveRunOf(transaction: Transaction, connectorId: string) {
  return transaction.run.findFirst({
    where: { connectorId, state: { in: [...ACTIVE_RUN_STATES] } },
    select: { id: true, state: true, trigger: true },
  });
}

/** Those that are to be deleted and have no import in progress any more. */
export async function listConnectorsToBury(db: Database): Promise<readonly string[]> {
  const rows = await db.connector.findMany({
    where: { state: 'deleting', runs: { none: { state: { in: [...ACTIVE_RUN_STATES] } } } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Its credentials are wiped and its name is free; the row stays for what belongs to it. */
export async function buryConnector(
  transaction: Transaction,
  connectorId: string,
  now: Date,
): Promise<void> {
  await transaction.connectionCheck.deleteMany({ where: { connectorId } });
  await transaction.connector.updateMany({
    where: { id: connectorId, state: 'deleting' },
    data: { state: 'deleted', deletedAt: now, sourceSecrets: new Uint8Array() },
  });
}
