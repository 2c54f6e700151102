import { writeAuditEntry } from '#lib/db/audit.ts';
import { findConnectorSchedule } from '#lib/db/connector-state.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import { dayAt, periodOfDays } from '#lib/domain/schedule.ts';
import { queueRun } from '#lib/operations/runs/queue-run.ts';
import type { Services } from '#lib/operations/services.ts';

export type BackfillConnector = {
  readonly connectorId: string;
  /** ISO dates in the connector's time zone; both days are part of it. */
  readonly first: string;
  readonly last: string;
  readonly actor: AuditActor;
};

/**
 * Queues an import of the packages of a past period, however long ago, that were not taken yet.
 * @throws {AppError} `not-found`, `connector-paused`, `period-invalid` or `run-already-active`
 */
export async function backfillConnector(
  { db, queue, auditKey, now: clock }: Services,
  { connectorId, first, last, actor }: BackfillConnector,
): Promise<{ runId: string }> {
  const now = clock();
  return db.$transaction(async (transaction) => {
    const connector = await findConnectorSchedule(transaction, connectorId);
    if (connector === null) throw new AppError('not-found', 'This connector does not exist.');
    if (connector.state !== 'active') {
      throw new AppError('connector-paused', 'This connector is paused. Resume it first.');
    }
    const { scheduleTimeZone } = connector;
    if (first > last || last > dayAt(now, scheduleTimeZone)) {
      throw new AppError('period-invalid', 'Choose two days, the first one first, none to come.');
    }
    const { runId } = await queueRun(transaction, queue, {
      connectorId,
      trigger: 'backfill',
      startedBy: actor.email,
      period: periodOfDays({ first, last }, scheduleTimeZone),
      now,
    });
    await writeAuditEntry(transaction, auditKey, {
      at: now,
      actor,
      action: 'backfill-started',
      connectorId,
      subjects: { runId },
      details: { first, last },
    });
    return { runId };
  });
}
