import type { Database, Transaction } from '#lib/db/client.ts';
import { bumpRunCounters } from '#lib/db/run-counters.ts';
import { entryLocationSchema, type EntryLocation } from '#lib/domain/packages/entry-location.ts';
import {
  OPEN_DELIVERY_STATES,
  type DeliveryState,
  type HoldReason,
} from '#lib/domain/runs/delivery-state.ts';

/**
 * Where an item's bytes rest: in a package as its source delivered it, or, once an item was held, in an
 * object of its own.
 */
export type StagedItem =
  | { readonly kind: 'entry'; readonly stagingKey: string; readonly entry: EntryLocation }
  | { readonly kind: 'object'; readonly stagingKey: string };

/** A delivery still to be made, with the place of its item's bytes. */
export type OpenDelivery = {
  readonly id: string;
  readonly mailbox: string;
  readonly item: {
    readonly sourceItemId: string;
    readonly eventAt: Date | null;
    readonly direction: string | null;
    readonly sha256: string;
    readonly staged: StagedItem;
  };
};

export type Receipt = {
  readonly deliveryId: string;
  readonly remoteId: string;
  readonly sha256: string;
};

/** Mailboxes of a shard that still lack something. */
export async function listOpenMailboxes(
  db: Database,
  runId: string,
  shard: number,
): Promise<readonly string[]> {
  const rows = await db.delivery.findMany({
    where: { runId, shard, state: { in: [...OPEN_DELIVERY_STATES] } },
    select: { mailbox: true },
    distinct: ['mailbox'],
    orderBy: { mailbox: 'asc' },
  });
  return rows.flatMap(({ mailbox }) => (mailbox === null ? [] : [mailbox]));
}

/** Shards of a run that still lack something. */
export async function listOpenShards(
  transaction: Transaction,
  runId: string,
): Promise<readonly number[]> {
  const rows = await transaction.delivery.findMany({
    where: { runId, state: { in: [...OPEN_DELIVERY_STATES] } },
    select: { shard: true },
    distinct: ['shard'],
    orderBy: { shard: 'asc' },
  });
  return rows.map(({ shard }) => shard);
}

/** The mailbox's next deliveries in `state`, oldest event first. */
export async function listDeliveries(
  db: Database,
  where: { readonly runId: string; readonly mailbox: string; readonly state: DeliveryState },
  limit: number,
): Promise<readonly OpenDelivery[]> {
  const rows = await db.delivery.findMany({
    where,
    orderBy: [{ item: { eventAt: 'asc' } }, { id: 'asc' }],
    take: limit,
    select: {
      id: true,
      item: {
        select: {
          sourceItemId: true,
          eventAt: true,
          direction: true,
          sha256: true,
          stagingKey: true,
          entry: true,
          package: { select: { stagingKey: true } },
        },
      },
    },
  });
  return rows.map(({ id, item: { stagingKey, entry, package: from, ...item } }) => {
    const staged = stagedItem({ stagingKey, entry, packageStagingKey: from.stagingKey });
    if (staged === null) throw new Error(`delivery ${id}: its item is no longer staged`);
    return { id, mailbox: where.mailbox, item: { ...item, staged } };
  });
}

function stagedItem(row: {
  readonly stagingKey: string | null;
  readonly packageStagingKey: string | null;
  readonly entry: unknown;
}): StagedItem | null {
  const { stagingKey, packageStagingKey, entry } = row;
  if (stagingKey !== null) return { kind: 'object', stagingKey };
  if (packageStagingKey === null) return null;
  return {
    kind: 'entry',
    stagingKey: packageStagingKey,
    entry: entryLocationSchema.parse(entry),
  };
}

export async function listOpenDeliveryIds(
  db: Database,
  runId: string,
  mailbox: string,
): Promise<readonly string[]> {
  const rows = await db.delivery.findMany({
    where: { runId, mailbox, state: { in: [...OPEN_DELIVERY_STATES] } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** The ledger's mark before the send. Durable when it returns. */
export async function markSending(
  db: Database,
  deliveryIds: readonly string[],
  sending: { readonly folderId: string; readonly now: Date },
): Promise<void> {
  await db.delivery.updateMany({
    where: { id: { in: [...deliveryIds] }, state: 'pending' },
    data: {
      state: 'sending',
      folderId: sending.folderId,
      sentAt: sending.now,
      attempts: { increment: 1 },
    },
  });
}

/** Of deliveries that certainly are not in the mailbox. */
export async function returnToPending(db: Database, deliveryIds: readonly string[]): Promise<void> {
  await db.delivery.updateMany({
    where: { id: { in: [...deliveryIds] }, state: 'sending' },
    data: { state: 'pending' },
  });
}

export async function recordReceipts(
  transaction: Transaction,
  runId: string,
  { receipts, now }: { readonly receipts: readonly Receipt[]; readonly now: Date },
): Promise<void> {
  const imported = await transaction.$executeRaw`
    UPDATE deliveries SET
      state = 'imported', imported_at = ${now},
      remote_id = receipt.remote_id, delivered_sha256 = receipt.sha256
    FROM unnest(
      ${receipts.map(({ deliveryId }) => deliveryId)}::uuid[],
      ${receipts.map(({ remoteId }) => remoteId)}::text[],
      ${receipts.map(({ sha256 }) => sha256)}::text[]
    ) AS receipt (delivery_id, remote_id, sha256)
    WHERE deliveries.id = receipt.delivery_id AND deliveries.state = 'sending'`;
  await bumpRunCounters(transaction, runId, { now, imported });
}

/** Holds open deliveries that the mailbox will never take. `code` says why, in an adapter's words. */
export async function holdDeliveries(
  transaction: Transaction,
  runId: string,
  held: {
    readonly deliveryIds: readonly string[];
    readonly reason: HoldReason;
    readonly now: Date;
  },
): Promise<void> {
  const { count } = await transaction.delivery.updateMany({
    where: { id: { in: [...held.deliveryIds] }, state: { in: [...OPEN_DELIVERY_STATES] } },
    data: { state: 'held', reason: held.reason },
  });
  await bumpRunCounters(transaction, runId, { now: held.now, held: count });
}

/** What the mailboxes must hold of a run, mailbox by mailbox, for the read-back. */
export async function listReceiptsByMailbox(db: Database, runId: string, mailbox: string) {
  return db.delivery.findMany({
    where: { runId, mailbox, state: 'imported' },
    select: {
      id: true,
      folderId: true,
      remoteId: true,
      deliveredSha256: true,
      item: { select: { sourceItemId: true, sha256: true } },
    },
  });
}

/** Mailboxes and folders into which a run imported something. */
export async function listImportedFolders(db: Database, runId: string) {
  const rows = await db.delivery.findMany({
    where: { runId, state: 'imported' },
    select: { mailbox: true, folderId: true },
    distinct: ['mailbox', 'folderId'],
    orderBy: { mailbox: 'asc' },
  });
  return rows.flatMap(({ mailbox, folderId }) =>
    mailbox === null || folderId === null ? [] : [{ mailbox, id: folderId }],
  );
}
