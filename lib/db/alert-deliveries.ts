import { z } from 'zod';
import type { Transaction } from '#lib/db/client.ts';
import { alertFactsSchema } from '#lib/domain/alerts/alert-facts.ts';
import { ALERT_RULES } from '#lib/domain/alerts/alert-rules.ts';
import { ALERT_EVENTS, type AlertEvent } from '#lib/domain/alerts/alert-channel.ts';

export type NewDelivery = {
  readonly channelId: string;
  readonly event: AlertEvent;
  readonly alertIds: readonly string[];
  readonly createdAt: Date;
};

/** @returns its id */
export async function insertAlertDelivery(
  transaction: Transaction,
  { alertIds, ...delivery }: NewDelivery,
): Promise<string> {
  const { id } = await transaction.alertDelivery.create({
    data: { ...delivery, alertIds: [...alertIds] },
    select: { id: true },
  });
  return id;
}

const deliverySchema = z.object({
  id: z.string(),
  channelId: z.string(),
  event: z.enum(ALERT_EVENTS),
  alertIds: z.array(z.string()),
  createdAt: z.date(),
});

/** Null when it is sent, given up or gone. */
export async function findWaitingDelivery(db: Transaction, deliveryId: string) {
  const row = await db.alertDelivery.findFirst({
    where: { id: deliveryId, state: 'waiting' },
    select: { id: true, channelId: true, event: true, alertIds: true, createdAt: true },
  });
  return row === null ? null : deliverySchema.parse(row);
}

/** Writes down how a try went. */
export async function recordDelivery(
  db: Transaction,
  deliveryId: string,
  result: {
    readonly state: 'waiting' | 'sent' | 'given-up';
    readonly failure: string | null;
    readonly detail: string | null;
    readonly now: Date;
  },
): Promise<void> {
  const { state, failure, detail, now } = result;
  await db.alertDelivery.updateMany({
    where: { id: deliveryId, state: 'waiting' },
    data: {
      state,
      failure,
      detail,
      attempts: { increment: 1 },
      endedAt: state === 'waiting' ? null : now,
    },
  });
}

/** Channels that were told of any of these alerts, or are about to be, with those alerts. */
export async function listToldChannels(
  transaction: Transaction,
  alertIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await transaction.alertDelivery.findMany({
    where: {
      event: 'opened',
      alertIds: { hasSome: [...alertIds] },
      channel: { isOn: true, deletedAt: null },
    },
    select: { channelId: true, alertIds: true },
  });
  const asked = new Set(alertIds);
  const told = new Map<string, Set<string>>();
  for (const { channelId, alertIds: of } of rows) {
    const ids = told.get(channelId) ?? new Set<string>();
    for (const id of of) if (asked.has(id)) ids.add(id);
    told.set(channelId, ids);
  }
  return told;
}

const messageAlertSchema = z.object({
  id: z.string(),
  rule: z.enum(ALERT_RULES),
  state: z.string(),
  runId: z.string().nullable(),
  facts: alertFactsSchema,
  openedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  connector: z.object({ id: z.string(), name: z.string(), kind: z.string() }).nullable(),
});
/** What a message says of an alert. */
export type MessageAlert = z.infer<typeof messageAlertSchema>;

/** Of those that are still known, the oldest first. */
export async function listMessageAlerts(
  db: Transaction,
  alertIds: readonly string[],
): Promise<readonly MessageAlert[]> {
  const rows = await db.alert.findMany({
    where: { id: { in: [...alertIds] } },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      rule: true,
      state: true,
      runId: true,
      facts: true,
      openedAt: true,
      endedAt: true,
      connector: { select: { id: true, name: true, kind: true } },
    },
  });
  return rows.flatMap((row) => messageAlertSchema.safeParse(row).data ?? []);
}
