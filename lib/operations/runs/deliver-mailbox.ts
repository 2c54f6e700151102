import { setTimeout as sleep } from 'node:timers/promises';
import {
  holdDeliveries,
  listDeliveries,
  listOpenDeliveryIds,
  markSending,
  recordReceipts,
  returnToPending,
  type OpenDelivery,
} from '#lib/db/deliveries.ts';
import type { RunForImport } from '#lib/db/runs.ts';
import type { DeliveryOutcome, Destination, Folder } from '#lib/destinations/port.ts';
import { PortError } from '#lib/domain/errors.ts';
import { deliveryKey } from '#lib/domain/items/delivery-key.ts';
import { composeMessages } from '#lib/operations/runs/compose-messages.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

/** As many as one Graph batch takes (FACTS 4.4); also what a crash leaves in doubt at most. */
const MESSAGES_PER_BATCH = 20;

type DeliverMailbox = {
  readonly run: RunForImport;
  readonly mailbox: string;
  readonly signal: AbortSignal;
};

type Delivering = DeliverMailbox & {
  readonly services: ImportServices;
  readonly destination: Destination;
  readonly folder: Folder;
};

/** Delivers everything a mailbox still lacks of a run, exactly once. */
export async function deliverMailbox(
  services: ImportServices,
  { run, mailbox, signal }: DeliverMailbox,
): Promise<void> {
  const destination = services.destinationOf(run.connector);
  try {
    const folder = await destination.ensureFolder(mailbox, run.connector.folderName);
    const delivering = { services, run, mailbox, signal, destination, folder };
    await settleDoubts(delivering);
    while (await deliverBatch(delivering)) signal.throwIfAborted();
  } catch (error) {
    if (!(error instanceof PortError) || error.disposition !== 'reject-item') throw error;
    await holdMailbox(services, { run, mailbox });
  }
}

/** False when nothing was left. */
async function deliverBatch(delivering: Delivering): Promise<boolean> {
  const { services, run, mailbox, destination, folder } = delivering;
  const { db, now } = services;
  const where = { runId: run.id, mailbox, state: 'pending' } as const;
  const batch = await listDeliveries(db, where, MESSAGES_PER_BATCH);
  if (batch.length === 0) return false;

  const messages = await composeMessages(services, run, batch);
  const ids = batch.map(({ id }) => id);
  await markSending(db, ids, { folderId: folder.id, now: now() });
  try {
    const outcomes = await destination.deliver(folder, messages);
    await recordOutcomes(delivering, batch, outcomes);
  } catch (error) {
    // The port's promise: when it throws, nothing was sent.
    if (error instanceof PortError && !error.isInDoubt) await returnToPending(db, ids);
    throw error;
  }
  return true;
}

async function recordOutcomes(
  delivering: Delivering,
  batch: readonly OpenDelivery[],
  outcomes: readonly DeliveryOutcome[],
): Promise<void> {
  const { services, run } = delivering;
  const idsByKey = new Map(batch.map((delivery) => [keyOf(run, delivery), delivery.id]));
  const receipts = outcomes.flatMap((outcome) => {
    const deliveryId = idsByKey.get(outcome.deliveryKey);
    if (outcome.state !== 'delivered' || deliveryId === undefined) return [];
    return [{ deliveryId, remoteId: outcome.message.remoteId, sha256: outcome.message.sha256 }];
  });
  const refused = outcomes.flatMap((outcome) =>
    outcome.state === 'refused' ? (idsByKey.get(outcome.deliveryKey) ?? []) : [],
  );
  const now = services.now();
  await services.db.$transaction(async (transaction) => {
    await recordReceipts(transaction, run.id, { receipts, now });
    if (refused.length > 0) {
      const held = { deliveryIds: refused, reason: 'refused-by-mailbox', now } as const;
      await holdDeliveries(transaction, run.id, held);
    }
  });
  if (receipts.length + refused.length < batch.length) await settleDoubts(delivering);
}

/**
 * Asks the mailbox about deliveries that were sent without an answer, by this worker or by one that
 * has died. What is there gets its receipt, what is not goes back to be sent. It waits first, so that
 * a message which a dead connection commits late is seen.
 */
async function settleDoubts(delivering: Delivering): Promise<void> {
  const { services, run, mailbox, destination, folder, signal } = delivering;
  const { db, now } = services;
  const where = { runId: run.id, mailbox, state: 'sending' } as const;
  const doubtful = await listDeliveries(db, where, Number.MAX_SAFE_INTEGER);
  if (doubtful.length === 0) return;

  await sleep(services.inDoubtFenceMs, undefined, { signal });
  const keys = doubtful.map((delivery) => keyOf(run, delivery));
  const found = await destination.findDelivered(folder, keys);
  const receipts = doubtful.flatMap((delivery) => {
    const message = found.get(keyOf(run, delivery));
    if (message === undefined) return [];
    return [{ deliveryId: delivery.id, remoteId: message.remoteId, sha256: message.sha256 }];
  });
  const arrived = new Set(receipts.map(({ deliveryId }) => deliveryId));
  await db.$transaction((transaction) =>
    recordReceipts(transaction, run.id, { receipts, now: now() }),
  );
  await returnToPending(
    db,
    doubtful.map(({ id }) => id).filter((id) => !arrived.has(id)),
  );
  services.logger.info(
    { runId: run.id, asked: doubtful.length, found: receipts.length },
    'deliveries in doubt settled',
  );
}

/** The mailbox itself refuses (it is gone, or never was): everything for it is held. */
async function holdMailbox(
  { db, now, logger }: ImportServices,
  { run, mailbox }: { readonly run: RunForImport; readonly mailbox: string },
): Promise<void> {
  const deliveryIds = await listOpenDeliveryIds(db, run.id, mailbox);
  logger.warn(
    { runId: run.id, held: deliveryIds.length },
    'mailbox refuses; its deliveries are held',
  );
  await db.$transaction((transaction) =>
    holdDeliveries(transaction, run.id, { deliveryIds, reason: 'refused-by-mailbox', now: now() }),
  );
}

function keyOf(run: RunForImport, { mailbox, item }: OpenDelivery): string {
  return deliveryKey(run.connector.id, item.sourceItemId, mailbox);
}
