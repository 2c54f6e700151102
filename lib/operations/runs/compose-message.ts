import type { OpenDelivery } from '#lib/db/deliveries.ts';
import type { RunForImport } from '#lib/db/runs.ts';
import type { OutgoingMessage } from '#lib/destinations/port.ts';
import { custodyHeaders } from '#lib/domain/items/custody-headers.ts';
import { deliveryKey } from '#lib/domain/items/delivery-key.ts';
import { toMessage } from '#lib/domain/items/to-message.ts';

/** The message for a delivery, from its item's bytes. */
export function composeMessage(
  run: RunForImport,
  { mailbox, item }: OpenDelivery,
  bytes: Buffer,
): OutgoingMessage {
  const { id: connectorId, kind } = run.connector;
  const key = deliveryKey(connectorId, item.sourceItemId, mailbox);
  return {
    deliveryKey: key,
    runId: run.id,
    // An item without a readable date is filed under the time at which its import began.
    eventAt: item.eventAt ?? run.createdAt,
    mime: toMessage(item.entryName, bytes),
    headers: custodyHeaders({
      kind,
      connectorId,
      runId: run.id,
      sourceItemId: item.sourceItemId,
      direction: item.direction,
      deliveryKey: key,
    }),
  };
}
