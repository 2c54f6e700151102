import { writeAuditEntry } from '#lib/db/audit.ts';
import { findConnectorSchedule } from '#lib/db/connector-state.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import { queueRun } from '#lib/operations/runs/queue-run.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Queues an import by hand.
 * @throws {AppError} `not-found`, `connector-paused` or `run-already-active`
 */
export async function runConnectorNow(
  { db, queue, auditKey, now: clock }: Services,
  { connectorId, actor }: { readonly connectorId: string; readonly actor: AuditActor },
): Promise<{ runId: string }> {
  const now = clock();
  return db.$transaction(async (transaction) => {
    const connector = await findConnectorSchedule(transaction, connectorId);
    if (connector === null) throw new AppError('not-found', 'This connector does not exist.');
    if (connector.state !== 'active') {
      throw new AppError('connector-paused', 'This connector is paused. Resume it first.');
    }
    const { runId } = await queueRun(transaction, queue, {
      connectorId,
      trigger: 'manual',
      startedBy: actor.email,
      now,
    });
    await writeAuditEntry(transaction, auditKey, {
      at: now,
      actor,
      action: 'run-started',
      connectorId,
      subjects: { runId },
      details: {},
    });
    return { runId };
  });
}
