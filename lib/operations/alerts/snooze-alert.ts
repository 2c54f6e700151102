import { writeAuditEntry } from '#lib/db/audit.ts';
import { findOpenAlert, snoozeOpenAlert } from '#lib/db/alerts.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { Services } from '#lib/operations/services.ts';

const HOUR_MS = 3600_000;

/**
 * Puts the alert off: nobody is told of it, nor of the next one of the same rule and connector, until
 * then. One that is still open then is told of again.
 * @param snooze.hours 0 ends it now
 * @throws {AppError} `alert-ended`
 */
export async function snoozeAlert(
  { db, auditKey, now }: Services,
  snooze: { readonly alertId: string; readonly hours: number; readonly actor: AuditActor },
): Promise<void> {
  const { alertId, hours, actor } = snooze;
  await db.$transaction(async (transaction) => {
    const at = now();
    const until = hours === 0 ? null : new Date(at.getTime() + hours * HOUR_MS);
    const alert = await findOpenAlert(transaction, alertId);
    const by = actor.email;
    if (alert === null || !(await snoozeOpenAlert(transaction, alertId, { by, until }))) {
      throw new AppError('alert-ended', 'This alert is over.');
    }
    await writeAuditEntry(transaction, auditKey, {
      at,
      actor,
      action: until === null ? 'alert-unsnoozed' : 'alert-snoozed',
      connectorId: alert.connectorId,
      subjects: {},
      details: { rule: alert.rule, until: until?.toISOString() ?? null },
    });
  });
}
