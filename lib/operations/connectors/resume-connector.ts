import { writeAuditEntry } from '#lib/db/audit.ts';
import { findConnectorSchedule, moveConnector } from '#lib/db/connector-state.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import { nextRunAt } from '#lib/domain/schedule.ts';
import { wakeRunOf } from '#lib/operations/runs/wake-runs.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Goes on with the import that rests, if there is one, and starts the daily import again at the
 * connector's next time of day. Resuming an active connector does nothing.
 * @returns false when nothing had to change
 * @throws {AppError} `not-found`
 */
export async function resumeConnector(
  { db, queue, auditKey, now: clock }: Services,
  { connectorId, actor }: { readonly connectorId: string; readonly actor: AuditActor },
): Promise<boolean> {
  const now = clock();
  return db.$transaction(async (transaction) => {
    const connector = await findConnectorSchedule(transaction, connectorId);
    if (connector === null) throw new AppError('not-found', 'This connector does not exist.');

    const schedule = { time: connector.scheduleTime, timeZone: connector.scheduleTimeZone };
    const next = { nextRunAt: nextRunAt(schedule, now), nextSecondLookAt: null };
    const move = { from: 'paused', to: 'active', ...next } as const;
    if (!(await moveConnector(transaction, connectorId, move))) return false;
    await wakeRunOf(transaction, queue, connectorId);
    await writeAuditEntry(transaction, auditKey, {
      at: now,
      actor,
      action: 'connector-resumed',
      connectorId,
      subjects: {},
      details: {},
    });
    return true;
  });
}
