import { writeAuditEntry } from '#lib/db/audit.ts';
import { acknowledgeOpenAlert, findOpenAlert } from '#lib/db/alerts.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Says that somebody has seen to it; the alert stays open until it is mended. The first to say so is
 * recorded, and a second one changes nothing.
 * @throws {AppError} `alert-ended`
 */
export async function acknowledgeAlert(
  { db, auditKey, now }: Services,
  { alertId, actor }: { readonly alertId: string; readonly actor: AuditActor },
): Promise<void> {
  await db.$transaction(async (transaction) => {
    const alert = await findOpenAlert(transaction, alertId);
    if (alert === null) throw new AppError('alert-ended', 'This alert is over.');
    const at = now();
    if (!(await acknowledgeOpenAlert(transaction, alertId, { by: actor.email, now: at }))) return;
    await writeAuditEntry(transaction, auditKey, {
      at,
      actor,
      action: 'alert-acknowledged',
      connectorId: alert.connectorId,
      subjects: {},
      details: { rule: alert.rule },
    });
  });
}
