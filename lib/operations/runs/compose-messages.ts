import { createHash } from 'node:crypto';
import type { OpenDelivery, StagedItem } from '#lib/db/deliveries.ts';
import type { RunForImport } from '#lib/db/runs.ts';
import type { OutgoingMessage } from '#lib/destinations/port.ts';
import { custodyHeaders } from '#lib/domain/items/custody-headers.ts';
import { deliveryKey } from '#lib/domain/items/delivery-key.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { readEntry } from '#lib/packages/read-entry.ts';
import type { StagedObject } from '#lib/staging/port.ts';

/**
 * The messages for these deliveries, with their items' bytes from the staging area.
 * @throws {Error} when the bytes are no longer those whose hash was taken at arrival.
 */
export async function composeMessages(
  services: ImportServices,
  run: RunForImport,
  deliveries: readonly OpenDelivery[],
): Promise<readonly OutgoingMessage[]> {
  const byObject = Map.groupBy(deliveries, ({ item }) => item.staged.stagingKey);
  const composed = new Map<string, OutgoingMessage>();
  for (const [stagingKey, group] of byObject) {
    const staged = await services.staging.open(stagingKey);
    try {
      for (const delivery of group) {
        const mime = await readItem(staged, delivery.item.staged);
        composed.set(delivery.id, compose(run, delivery, mime));
      }
    } finally {
      await staged.close();
    }
  }
  return deliveries.flatMap(({ id }) => composed.get(id) ?? []);
}

function readItem(object: StagedObject, item: StagedItem): Promise<Buffer> {
  return item.kind === 'entry' ? readEntry(object, item.entry) : object.read(0, object.sizeBytes);
}

function compose(run: RunForImport, delivery: OpenDelivery, mime: Buffer): OutgoingMessage {
  const { id: connectorId, kind } = run.connector;
  const { mailbox, item } = delivery;
  if (createHash('sha256').update(mime).digest('hex') !== item.sha256) {
    throw new Error(`delivery ${delivery.id}: the staged item differs from what arrived`);
  }
  const key = deliveryKey(connectorId, item.sourceItemId, mailbox);
  return {
    deliveryKey: key,
    runId: run.id,
    // An item without a readable date is filed under the time at which its import began.
    eventAt: item.eventAt ?? run.createdAt,
    mime,
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
