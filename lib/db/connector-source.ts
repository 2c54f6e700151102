import { z } from 'zod';
import type { Transaction } from '#lib/db/client.ts';

const settingsSchema = z.record(z.string(), z.json());

/** Replaces the sealed credentials (lib/crypto/sealed-secret.ts). */
export async function saveConnectorSecrets(
  transaction: Transaction,
  connectorId: string,
  sourceSecrets: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await transaction.connector.update({
    where: { id: connectorId },
    data: { sourceSecrets },
    select: { id: true },
  });
}

/** The settings as they are stored and the key to confirm, locked; null when there is no connector. */
export async function lockConnectorSource(transaction: Transaction, connectorId: string) {
  await transaction.$queryRaw`
    SELECT 1 FROM connectors WHERE id = ${connectorId}::uuid FOR UPDATE`;
  const row = await transaction.connector.findUnique({
    where: { id: connectorId },
    select: { sourceSettings: true, offeredHostKey: true },
  });
  return row === null
    ? null
    : {
        settings: settingsSchema.parse(row.sourceSettings),
        offeredHostKey: row.offeredHostKey,
      };
}

/** Changes settings of the source, which the caller has locked. */
export async function saveConnectorSettings(
  transaction: Transaction,
  connectorId: string,
  change: {
    readonly settings: z.infer<typeof settingsSchema>;
    readonly offeredHostKey: string | null;
  },
): Promise<void> {
  await transaction.connector.update({
    where: { id: connectorId },
    data: { sourceSettings: change.settings, offeredHostKey: change.offeredHostKey },
    select: { id: true },
  });
}

/** The run that waits for the source, with what it still has to fetch; null when none does. */
export async function findRunAtSource(transaction: Transaction, connectorId: string) {
  const run = await transaction.run.findFirst({
    where: { connectorId, state: { in: ['queued', 'fetching'] } },
    select: {
      id: true,
      state: true,
      wakeAt: true,
      packages: { where: { state: 'found' }, select: { id: true } },
    },
  });
  return run === null
    ? null
    : {
        id: run.id,
        state: run.state,
        isResting: run.wakeAt !== null,
        packageIds: run.packages.map(({ id }) => id),
      };
}
