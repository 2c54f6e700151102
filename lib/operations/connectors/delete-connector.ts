import { writeAuditEntry } from '#lib/db/audit.ts';
import type { Transaction } from '#lib/db/client.ts';
import {
  buryConnector,
  deleteEditsOf,
  findActiveRunOf,
  listConnectorsToBury,
  lockConnectorToDelete,
  markConnectorDeleting,
} from '#lib/db/deleted-connectors.ts';
import { moveRun } from '#lib/db/runs.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import { wakeRunOf } from '#lib/operations/runs/wake-runs.ts';
import type { Services } from '#lib/operations/services.ts';

export type DeleteConnector = {
  readonly connectorId: string;
  /** As the person has typed it, so that nobody deletes one for another. */
  readonly name: string;
  readonly actor: AuditActor;
};

/**
 * Ends a connector: no import begins any more, and one in progress first files what it has found, so
 * that nothing is left half done. Then its credentials are wiped and its name is free. Its row stays, and
 * with it imports, evidence, mapping files and held items, which can be replayed or released as before;
 * mailboxes and the source are not touched. Deleting it twice does nothing.
 * @returns whether it is gone already; else it goes when its import has ended
 * @throws {AppError} `not-found`, `name-not-confirmed`
 */
export async function deleteConnector(
  services: Services,
  { connectorId, name, actor }: DeleteConnector,
): Promise<{ isGone: boolean }> {
  const { db, queue, auditKey } = services;
  const now = services.now();
  return db.$transaction(async (transaction) => {
    const connector = await lockConnectorToDelete(transaction, connectorId);
    if (connector === null) throw new AppError('not-found', 'This connector does not exist.');
    if (name.trim() !== connector.name) {
      throw new AppError('name-not-confirmed', 'This is not the name of the connector.');
    }
    if (connector.state !== 'deleting') {
      await markConnectorDeleting(transaction, connectorId, actor.email);
      await deleteEditsOf(transaction, connectorId);
      await endQueuedRun(transaction, connectorId, now);
      await wakeRunOf(transaction, queue, connectorId);
    }
    const isGone = (await findActiveRunOf(transaction, connectorId)) === null;
    if (isGone) await buryConnector(transaction, connectorId, now);
    if (connector.state !== 'deleting') {
      await writeAuditEntry(transaction, auditKey, {
        at: now,
        actor,
        action: 'connector-deleted',
        connectorId,
        subjects: {},
        details: { name: connector.name, kind: connector.kind, waitsForImport: !isGone },
      });
    }
    return { isGone };
  });
}

/** A run that has not looked at the source yet has nothing to end. */
async function endQueuedRun(transaction: Transaction, connectorId: string, now: Date) {
  const run = await findActiveRunOf(transaction, connectorId);
  if (run === null || run.state !== 'queued' || run.trigger === 'replay') return;
  await moveRun(transaction, run.id, { from: 'queued', to: 'failed', now });
}

/** Every minute: connectors whose last import has ended are gone. */
export async function buryDeletedConnectors({ db, now }: Services): Promise<void> {
  for (const connectorId of await listConnectorsToBury(db)) {
    await db.$transaction((transaction) => buryConnector(transaction, connectorId, now()));
  }
}
