import { z } from 'zod';
import type { Transaction } from '#lib/db/client.ts';
import { channelSettingsSchema, type ChannelSettings } from '#lib/domain/alerts/alert-channel.ts';

const channelSchema = z.object({
  id: z.string(),
  name: z.string(),
  isOn: z.boolean(),
  settings: channelSettingsSchema,
});
export type AlertChannel = z.infer<typeof channelSchema>;

const columns = { id: true, name: true, isOn: true, settings: true } as const;

/** All that are not deleted, by name; without secrets. */
export async function listAlertChannels(db: Transaction): Promise<readonly AlertChannel[]> {
  const rows = await db.alertChannel.findMany({
    where: { deletedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: columns,
  });
  return rows.map((row) => channelSchema.parse(row));
}

/** Null when it does not exist or is deleted. */
export async function findAlertChannel(
  db: Transaction,
  channelId: string,
): Promise<(AlertChannel & { readonly secrets: Uint8Array }) | null> {
  const row = await db.alertChannel.findFirst({
    where: { id: channelId, deletedAt: null },
    select: { ...columns, secrets: true },
  });
  if (row === null) return null;
  const { secrets, ...channel } = row;
  return { ...channelSchema.parse(channel), secrets };
}

type ChannelData = {
  readonly name: string;
  readonly settings: ChannelSettings;
  /** Sealed; empty where there is none. */
  readonly secrets: Uint8Array<ArrayBuffer>;
};

export async function insertAlertChannel(
  transaction: Transaction,
  channel: ChannelData & {
    readonly id: string;
    readonly createdBy: string;
    readonly createdAt: Date;
  },
): Promise<void> {
  const { settings, ...data } = channel;
  await transaction.alertChannel.create({
    data: { ...data, kind: settings.kind, settings },
    select: { id: true },
  });
}

/** False: there is none. */
export async function updateAlertChannel(
  transaction: Transaction,
  channelId: string,
  change: Partial<ChannelData> & { readonly isOn?: boolean },
): Promise<boolean> {
  const { count } = await transaction.alertChannel.updateMany({
    where: { id: channelId, deletedAt: null },
    data: change,
  });
  return count === 1;
}

/** Wipes the secrets; its row stays for what was sent. */
export async function deleteAlertChannel(
  transaction: Transaction,
  channelId: string,
  now: Date,
): Promise<string | null> {
  const [row] = await transaction.alertChannel.updateManyAndReturn({
    where: { id: channelId, deletedAt: null },
    data: { deletedAt: now, isOn: false, secrets: new Uint8Array() },
    select: { name: true },
  });
  return row?.name ?? null;
}
