import { randomUUIDv7 } from 'node:crypto';
import { holdDeliveries, listOpenDeliveries, type OpenDelivery } from '#lib/db/deliveries.ts';
import {
  closeSending,
  recordReceipts,
  recordSending,
  type Receipt,
  type Sending,
} from '#lib/db/sendings.ts';
import type {
  DeliveryOutcome,
  Destination,
  Folder,
  OutgoingMessage,
} from '#lib/destinations/port.ts';
import { PortError } from '#lib/domain/errors.ts';
import { toBatches } from '#lib/domain/runs/batches.ts';
import { composeMessage } from '#lib/operations/runs/compose-message.ts';
import type { TakenShard } from '#lib/operations/runs/taken-shard.ts';
import { holdMailbox, settleSending } from '#lib/operations/runs/settle-sending.ts';

/**
 * What the ledger is told of at once. Telling costs a write to the disk, and what is told is asked for
 * after a crash.
 */
const DELIVERIES_PER_SENDING = 400;
/** What is held in memory of a mailbox at once, but for a single larger message. */
const BYTES_PER_BATCH = 4 * 1024 * 1024;
const BEFORE_THE_FIRST = '00000000-0000-0000-0000-000000000000';
/** An answer missing this often is more than a connection that broke. */
const DOUBTS_IN_A_ROW = 3;

type Delivering = {
  readonly taken: TakenShard;
  readonly mailbox: string;
  readonly destination: Destination;
  readonly folder: Folder;
};

type PreparedBatch = {
  readonly deliveries: readonly OpenDelivery[];
  readonly messages: readonly OutgoingMessage[];
  /** To be called when the messages are no longer needed. */
  readonly giveBack: () => void;
};

/** Delivers everything a mailbox still lacks of a run, exactly once. */
export async function deliverMailbox(taken: TakenShard, mailbox: string): Promise<void> {
  const { services, run } = taken;
  const destination = services.destinationOf(run.connector);
  try {
    const folder = await destination.ensureFolder(mailbox, run.connector.folderName);
    const delivering = { taken, mailbox, destination, folder };
    // Those that were in doubt and proved absent lie behind, hence from the beginning again.
    for (let round = 0; (await deliverOpen(delivering)) > 0; round += 1) {
      if (round === DOUBTS_IN_A_ROW) throw new PortError('no-answer-to-delivery', 'retry');
    }
  } catch (error) {
    if (!(error instanceof PortError) || error.disposition !== 'reject-item') throw error;
    await holdMailbox(taken, mailbox, error);
  }
}

/** @returns how many were sent without an answer and proved not to have arrived */
async function deliverOpen(delivering: Delivering): Promise<number> {
  const { taken, mailbox } = delivering;
  const { services, run, shard } = taken;
  const where = { runId: run.id, shard, mailbox };
  let absent = 0;
  let afterId = BEFORE_THE_FIRST;
  for (;;) {
    const page = { afterId, take: DELIVERIES_PER_SENDING };
    const open = await listOpenDeliveries(services.db, where, page);
    const last = open.at(-1);
    if (last === undefined) return absent;
    absent += await deliverListed(delivering, open);
    afterId = last.id;
  }
}

/** Sends what was listed, under one entry of the ledger. @returns as `deliverOpen` */
async function deliverListed(
  { taken, mailbox, destination, folder }: Delivering,
  open: readonly OpenDelivery[],
): Promise<number> {
  const { services, run, shard, taking } = taken;
  const sending: Sending = {
    id: randomUUIDv7(),
    runId: run.id,
    shard,
    mailbox,
    folderId: folder.id,
    deliveryIds: open.map(({ id }) => id),
    sentAt: services.now(),
  };
  if (!(await recordSending(services.db, sending, taking))) {
    throw new Error(`run ${run.id}, shard ${shard}: another worker has taken it`);
  }
  services.meter.countSending(run.connector.kind);
  // Written while the next batch travels: the ledger has them until then.
  const recording: Promise<readonly string[]>[] = [];
  const takeOffLedger = async () => {
    const inDoubt = (await Promise.all(recording)).flat();
    await closeSending(services.db, sending.id, inDoubt);
    return inDoubt;
  };
  try {
    for await (const batch of prepareBatches(taken, open, destination.messagesPerBatch)) {
      await services.locks.confirm();
      const outcomes = await destination.deliver(folder, batch.messages);
      const recorded = recordOutcomes(taken, sending, { batch, outcomes });
      // Awaited before the ledger is closed.
      recorded.catch(() => undefined);
      recording.push(recorded);
    }
  } catch (error) {
    // The port's promise: when it throws, nothing was sent. Of anything else nobody knows.
    if (error instanceof PortError && !error.isInDoubt) await takeOffLedger();
    else await Promise.allSettled(recording);
    throw error;
  }
  const inDoubt = await takeOffLedger();
  return inDoubt.length === 0 ? 0 : settleSending(taken, { ...sending, deliveryIds: inDoubt });
}

/** The next batch is read while the one before it is on its way. */
async function* prepareBatches(
  taken: TakenShard,
  open: readonly OpenDelivery[],
  messagesPerBatch: number,
): AsyncGenerator<PreparedBatch> {
  const limits = { count: messagesPerBatch, bytes: BYTES_PER_BATCH };
  const batches = toBatches(open, ({ item }) => item.sizeBytes, limits);
  let next = prepare(taken, batches[0] ?? []);
  try {
    for (let index = 0; index < batches.length; index += 1) {
      const batch = await next;
      try {
        next = prepare(taken, batches[index + 1] ?? []);
        // Awaited in the next round; when this round fails, nobody will.
        next.catch(() => undefined);
        taken.signal.throwIfAborted();
        yield batch;
      } finally {
        batch.giveBack();
      }
    }
  } finally {
    next.then(
      ({ giveBack }) => {
        giveBack();
      },
      () => undefined,
    );
  }
}

async function prepare(
  { services, run, staged }: TakenShard,
  deliveries: readonly OpenDelivery[],
): Promise<PreparedBatch> {
  const bytes = deliveries.reduce((sum, { item }) => sum + item.sizeBytes, 0);
  const giveBack = await services.messageBytes.take(bytes);
  try {
    const originals = await staged.read(deliveries.map(({ item }) => item));
    const messages = deliveries.flatMap((delivery, index) => {
      const original = originals[index];
      return original === undefined ? [] : [composeMessage(run, delivery, original)];
    });
    return { deliveries, messages, giveBack };
  } catch (error) {
    giveBack();
    throw error;
  }
}

/** @returns the ids of those that are in doubt */
async function recordOutcomes(
  taken: TakenShard,
  sending: Sending,
  {
    batch,
    outcomes,
  }: { readonly batch: PreparedBatch; readonly outcomes: readonly DeliveryOutcome[] },
): Promise<readonly string[]> {
  const { services } = taken;
  const receipts: Receipt[] = [];
  const refused: string[] = [];
  const inDoubt: string[] = [];
  // One outcome a message, in their order.
  for (const [index, { id: deliveryId }] of batch.deliveries.entries()) {
    const outcome = outcomes[index];
    if (outcome?.state === 'delivered') {
      const { remoteId, sha256 } = outcome.message;
      receipts.push({ deliveryId, remoteId, sha256 });
    } else if (outcome?.state === 'refused') refused.push(deliveryId);
    else inDoubt.push(deliveryId);
  }
  if (refused.length > 0) await holdRefused(taken, refused);
  const now = services.now();
  taken.countImported(await recordReceipts(services.db, sending, { receipts, now }));
  return inDoubt;
}

async function holdRefused(
  { services, run }: TakenShard,
  deliveryIds: readonly string[],
): Promise<void> {
  const held = { deliveryIds, reason: 'refused-by-mailbox', now: services.now() } as const;
  await services.db.$transaction((transaction) => holdDeliveries(transaction, run.id, held));
  services.meter.countDeliveries(run.connector.kind, 'held', deliveryIds.length);
}
