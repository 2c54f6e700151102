import { z } from 'zod';
import type { Transaction } from '#lib/db/client.ts';
import { afterImportSchema } from '#lib/domain/connectors/after-import.ts';
import type { ConnectorSettingsForm } from '#lib/domain/connectors/connector-settings-form.ts';

const sourceSettingsSchema = z
  .record(z.string(), z.json())
  .and(z.object({ afterImport: afterImportSchema }));

/** What happens at the source after an import, out of the settings as they are stored. */
export function readAfterImport(sourceSettings: unknown) {
  return sourceSettingsSchema.parse(sourceSettings).afterImport;
}

/** The settings as they are, locked until the transaction ends; null when there is no connector. */
export async function lockConnectorSettings(transaction: Transaction, connectorId: string) {
  await transaction.$queryRaw`
    SELECT 1 FROM connectors WHERE id = ${connectorId}::uuid FOR UPDATE`;
  const row = await transaction.connector.findUnique({
    where: { id: connectorId },
    select: {
      state: true,
      scheduleTime: true,
      scheduleTimeZone: true,
      secondLookTime: true,
      sourceSettings: true,
    },
  });
  if (row === null) return null;
  return { ...row, afterImport: readAfterImport(row.sourceSettings) };
}

/** Changes what the caller has locked. */
export async function saveConnectorForm(
  transaction: Transaction,
  connectorId: string,
  {
    locked,
    form,
    nextSecondLookAt,
  }: {
    readonly locked: { readonly sourceSettings: unknown };
    readonly form: ConnectorSettingsForm;
    readonly nextSecondLookAt: Date | null;
  },
): Promise<void> {
  const settings = sourceSettingsSchema.parse(locked.sourceSettings);
  await transaction.connector.update({
    where: { id: connectorId },
    data: {
      sourceSettings: { ...settings, afterImport: form.afterImport },
      secondLookTime: form.secondLookTime,
      nextSecondLookAt,
    },
    select: { id: true },
  });
}
