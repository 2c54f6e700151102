import { sealSecret } from '#lib/crypto/sealed-secret.ts';
import type { Database } from '#lib/db/client.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';

/** A connector for Telegram, as the wizard's Finish leaves it. @returns its id */
export async function insertTestConnector(
  db: Database,
  options: {
    readonly masterKey: MasterKey;
    readonly name?: string;
    readonly sourceKind?: 'sftp' | 'folder';
    readonly sourceSettings: object;
    readonly sourceSecrets: object;
    readonly destinationKind: 'graph' | 'imap' | 'memory';
    readonly destinationSettings?: object;
  },
): Promise<string> {
  const { id } = await db.connector.create({
    data: {
      kind: 'telegram',
      name: options.name ?? 'Test',
      sourceKind: options.sourceKind ?? 'sftp',
      sourceSettings: options.sourceSettings,
      sourceSecrets: new Uint8Array(),
      destinationKind: options.destinationKind,
      destinationSettings: options.destinationSettings ?? {},
      folderName: 'Telegram Archiver',
      automaticMapping: true,
      largestItemBytes: 10 * 1024 * 1024,
      scheduleTime: '06:00',
      scheduleTimeZone: 'UTC',
      termsVersion: 'test',
      termsAcceptedBy: 'test',
      termsAcceptedAt: new Date(),
      createdBy: 'test',
    },
    select: { id: true },
  });
  const sourceSecrets = sealSecret(options.masterKey, `connector:${id}`, options.sourceSecrets);
  await db.connector.update({ where: { id }, data: { sourceSecrets }, select: { id: true } });
  return id;
}
