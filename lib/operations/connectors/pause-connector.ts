import { writeAuditEntry } from '#lib/db/audit.ts';
import { findConnectorSchedule, moveConnector } from '#lib/db/connector-state.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Stops the connector: no import starts, and one in progress rests at the next package or mailbox until
 * somebody resumes it. What the source delivers meanwhile is taken then. Pausing a paused connector does
 * nothing.
 * @returns false when nothing had to change
 * @throws {AppError} `not-found`
 */
export async function pauseConnector(
  { db, auditKey, now }: Services,
  { connectorId, actor }: { readonly connectorId: string; readonly actor: AuditActor },
): Promise<boolean> {
  const move = { from: 'active', to: 'paused', nextRunAt: null, nextSecondLookAt: null } as const;
  return db.$transaction(async (transaction) => {
    if ((await findConnectorSchedule(transaction, connectorId)) === null) {
      throw new AppError('not-found', 'This connector does not exist.');
    }
    if (!(await moveConnector(transaction, connectorId, move))) return false;
    await writeAuditEntry(transaction, auditKey, {
      at: now(),
      actor,
      action: 'connector-paused',
      connectorId,
      subjects: {},
      details: {},
    });
    return true;
  });
}
