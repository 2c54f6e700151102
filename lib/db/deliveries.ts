import { z } from 'zod';
import type { Database, Transaction } from '#lib/db/client.ts';
import { bumpRunCounters } from '#lib/db/run-counters.ts';
import { entryLocationSchema, type EntryLocation } from '#lib/domain/packages/entry-location.ts';
import type { HoldReason } from '#lib/domain/runs/delivery-state.ts';

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
    readonly entryName: string;
    readonly sourceItemId: string;
    readonly eventAt: Date | null;
    readonly direction: string | null;
    readonly sha256: string;
    readonly sizeBytes: number;
    readonly staged: StagedItem;
  };
};

/** What the database writes into one text of each delivery, in this order. */
const openRows = z.array(
  z.tuple([
    z.string(), // id
    z.string(), // entry name
    z.string(), // source item id
    z.number().nullable(), // time of the event, in milliseconds
    z.string().nullable(), // direction
    z.string(), // SHA-256
    z.number(), // size in bytes
    entryLocationSchema,
    z.string().nullable(), // staging key of the item's own object
    z.string().nullable(), // staging key of its package
  ]),
);
type OpenRow = z.infer<typeof openRows>[number];

/** Mailboxes of a shard that still lack something, in a fixed order. */
export async function listOpenMailboxes(
  db: Database,
  runId: string,
  shard: number,
): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ mailbox: string }[]>`
    SELECT DISTINCT mailbox FROM deliveries
    WHERE run_id = ${runId}::uuid AND shard = ${shard} AND state = 'pending'
      AND mailbox IS NOT NULL
    ORDER BY mailbox`;
  return rows.map(({ mailbox }) => mailbox);
}

/**
 * A mailbox's next open deliveries after `afterId`, in the order in which they were read. They come as
 * one text: value by value it would take several times as long.
 */
export async function listOpenDeliveries(
  db: Database,
  where: { readonly runId: string; readonly shard: number; readonly mailbox: string },
  page: { readonly afterId: string; readonly take: number },
): Promise<readonly OpenDelivery[]> {
  const [listed] = await db.$queryRaw<{ rows: string | null }[]>`
    SELECT json_agg(json_build_array(id, entry_name, source_item_id,
      trunc(extract(epoch FROM event_at) * 1000), direction, sha256, size_bytes, entry, item_key,
      package_key) ORDER BY id)::text AS rows
    FROM (
      SELECT deliveries.id, items.entry_name, items.source_item_id, items.event_at, items.direction,
        items.sha256, items.size_bytes, items.entry, items.staging_key AS item_key,
        packages.staging_key AS package_key
      FROM deliveries
        JOIN items ON items.id = deliveries.item_id
        JOIN packages ON packages.id = items.package_id
      WHERE deliveries.run_id = ${where.runId}::uuid AND deliveries.shard = ${where.shard}
        AND deliveries.mailbox = ${where.mailbox} AND deliveries.id > ${page.afterId}::uuid
        AND deliveries.state = 'pending'
      ORDER BY deliveries.id LIMIT ${page.take}
    ) AS open`;
  const rows = openRows.parse(JSON.parse(listed?.rows ?? '[]'));
  return rows.map((row) => toOpenDelivery(row, where.mailbox));
}

function toOpenDelivery(row: OpenRow, mailbox: string): OpenDelivery {
  const [id, entryName, sourceItemId, eventAtMs, direction, sha256, sizeBytes] = row;
  const eventAt = eventAtMs === null ? null : new Date(eventAtMs);
  const item = { entryName, sourceItemId, eventAt, direction, sha256, sizeBytes };
  return { id, mailbox, item: { ...item, staged: stagedItem(row) } };
}

function stagedItem([id, , , , , , , entry, itemKey, packageKey]: OpenRow): StagedItem {
  if (itemKey !== null) return { kind: 'object', stagingKey: itemKey };
  if (packageKey === null) throw new Error(`delivery ${id}: its item is no longer staged`);
  return { kind: 'entry', stagingKey: packageKey, entry };
}

/** Source ids of deliveries, by which a mailbox is asked for them. */
export async function listSourceItemIds(
  db: Database,
  deliveryIds: readonly string[],
): Promise<readonly { readonly id: string; readonly sourceItemId: string }[]> {
  return db.$queryRaw<{ id: string; sourceItemId: string }[]>`
    SELECT deliveries.id::text, items.source_item_id AS "sourceItemId"
    FROM deliveries JOIN items ON items.id = deliveries.item_id
    WHERE deliveries.id = ANY(${deliveryIds}::uuid[]) AND deliveries.state = 'pending'`;
}

/** Holds open deliveries that the mailbox will never take. */
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
    where: { id: { in: [...held.deliveryIds] }, state: 'pending' },
    data: { state: 'held', reason: held.reason },
  });
  await bumpRunCounters(transaction, runId, { now: held.now, held: count });
}

/** Holds whatever a mailbox still lacks of a run. @returns how many deliveries that were */
export async function holdMailboxDeliveries(
  transaction: Transaction,
  where: { readonly runId: string; readonly shard: number; readonly mailbox: string },
  held: { readonly reason: HoldReason; readonly now: Date },
): Promise<number> {
  const { count } = await transaction.delivery.updateMany({
    where: { ...where, state: 'pending' },
    data: { state: 'held', reason: held.reason },
  });
  await bumpRunCounters(transaction, where.runId, { now: held.now, held: count });
  return count;
}
