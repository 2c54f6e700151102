import { listAlertChannels } from '#lib/db/alert-channels.ts';
import { insertAlertDelivery, listToldChannels } from '#lib/db/alert-deliveries.ts';
import type { Transaction } from '#lib/db/client.ts';
import type { AlertEvent } from '#lib/domain/alerts/alert-channel.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Queues one message to each channel about all these alerts: what one look finds is told at once,
 * however much it is. Of a recovery only those hear who were told that it was wrong.
 */
export async function tellChannels(
  services: Pick<Services, 'queue' | 'now'>,
  transaction: Transaction,
  {
    event,
    alertIds,
  }: { readonly event: 'opened' | 'recovered'; readonly alertIds: readonly string[] },
): Promise<void> {
  if (alertIds.length === 0) return;
  if (event === 'recovered') {
    for (const [channelId, told] of await listToldChannels(transaction, alertIds)) {
      await queueDelivery(services, transaction, { channelId, event, alertIds: [...told] });
    }
    return;
  }
  for (const { id: channelId, isOn } of await listAlertChannels(transaction)) {
    if (isOn) await queueDelivery(services, transaction, { channelId, event, alertIds });
  }
}

/** @returns the id of the delivery */
export async function queueDelivery(
  { queue, now }: Pick<Services, 'queue' | 'now'>,
  transaction: Transaction,
  delivery: {
    readonly channelId: string;
    readonly event: AlertEvent;
    readonly alertIds: readonly string[];
  },
): Promise<string> {
  const deliveryId = await insertAlertDelivery(transaction, { ...delivery, createdAt: now() });
  await queue.enqueue(transaction, 'alerts.deliver', { deliveryId });
  return deliveryId;
}
