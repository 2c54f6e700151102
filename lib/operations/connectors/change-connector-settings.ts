import { writeAuditEntry } from '#lib/db/audit.ts';
import { lockConnectorSettings, saveConnectorForm } from '#lib/db/connector-settings.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import type { ConnectorSettingsForm } from '#lib/domain/connectors/connector-settings-form.ts';
import { AppError } from '#lib/domain/errors.ts';
import { nextRunAt } from '#lib/domain/schedule.ts';
import type { Services } from '#lib/operations/services.ts';

export type ChangeConnectorSettings = {
  readonly connectorId: string;
  readonly settings: ConnectorSettingsForm;
  readonly actor: AuditActor;
};

/**
 * Changes what happens at the source after an import, and when it is looked at a second time. An import
 * in progress ends by what is set when it is proved. Changing nothing leaves no trace.
 * @throws {AppError} `not-found`, `second-look-at-import` when both would be at the same time
 */
export async function changeConnectorSettings(
  { db, auditKey, now: clock }: Services,
  { connectorId, settings, actor }: ChangeConnectorSettings,
): Promise<void> {
  const now = clock();
  await db.$transaction(async (transaction) => {
    const locked = await lockConnectorSettings(transaction, connectorId);
    if (locked === null) throw new AppError('not-found', 'This connector does not exist.');
    const { state, scheduleTime, scheduleTimeZone: timeZone } = locked;
    const { secondLookTime: time, afterImport } = settings;
    if (time === scheduleTime) {
      throw new AppError('second-look-at-import', 'Choose another time than that of the import.');
    }
    if (time === locked.secondLookTime && afterImport === locked.afterImport) return;

    const isLooking = time !== null && state === 'active';
    const nextSecondLookAt = isLooking ? nextRunAt({ time, timeZone }, now) : null;
    await saveConnectorForm(transaction, connectorId, {
      locked,
      form: settings,
      nextSecondLookAt,
    });
    await writeAuditEntry(transaction, auditKey, {
      at: now,
      actor,
      action: 'connector-settings-changed',
      connectorId,
      subjects: {},
      details: {
        afterImport,
        afterImportBefore: locked.afterImport,
        secondLookTime: time,
        secondLookTimeBefore: locked.secondLookTime,
      },
    });
  });
}
