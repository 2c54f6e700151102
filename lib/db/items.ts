import { Prisma } from '#lib/db/generated/client.ts';
import type { Database, Transaction } from '#lib/db/client.ts';
import { bumpRunCounters, recountRun } from '#lib/db/run-counters.ts';
import type { ItemMatch, MatchedMailbox } from '#lib/domain/matching/match-item.ts';
import type { DeliveryState, HoldReason, ItemState } from '#lib/domain/runs/delivery-state.ts';
import { shardOf } from '#lib/domain/runs/shard.ts';
import { entryLocationSchema, type EntryLocation } from '#lib/domain/packages/entry-location.ts';

/** An item as it was read from a package, with everybody it is for. */
export type ReadItem = {
  readonly entryName: string;
  readonly entry: EntryLocation;
  readonly sourceItemId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly eventAt: Date | null;
  readonly direction: string | null;
  readonly match: ItemMatch;
  readonly holdReason: HoldReason | null;
};

export type PackageOfRun = {
  readonly id: string;
  readonly runId: string;
  readonly connectorId: string;
  readonly now: Date;
};

/**
 * Writes items and their deliveries, and counts them. An item whose source id the connector has seen
 * before is skipped: duplicates are known by id, never by text (DESIGN 3.7).
 */
export async function insertItems(
  transaction: Transaction,
  from: PackageOfRun,
  items: readonly ReadItem[],
): Promise<void> {
  const seen = await lockAndListSeen(transaction, from.connectorId, items);
  const classified = items.map((item) => {
    const state = classify(item, seen);
    seen.add(item.sourceItemId);
    return { item, state };
  });
  const created = await transaction.item.createManyAndReturn({
    data: classified.map(({ item, state }) => itemRow(from, item, state)),
    select: { id: true, entryName: true },
  });
  const idsByEntry = new Map(created.map(({ id, entryName }) => [entryName, id]));
  const deliveries = classified.flatMap(({ item, state }) =>
    deliveryRows(from.runId, idsByEntry.get(item.entryName) ?? '', item, state),
  );
  await transaction.delivery.createMany({ data: deliveries });
  await bumpRunCounters(transaction, from.runId, {
    now: from.now,
    itemsAvailable: items.length,
    availableForImport: deliveries.length,
    held: deliveries.filter(({ state }) => state === 'held').length,
    skipped: deliveries.filter(({ state }) => state === 'skipped').length,
  });
}

/**
 * Forgets what was read of a package whose reading was cut short, and counts the run anew; nothing of
 * it was delivered yet.
 */
export async function deleteItemsOfPackage(
  transaction: Transaction,
  runId: string,
  packageId: string,
): Promise<void> {
  await transaction.delivery.deleteMany({ where: { item: { packageId } } });
  const { count } = await transaction.item.deleteMany({ where: { packageId } });
  if (count > 0) await recountRun(transaction, runId);
}

/** Two packages of a connector may be read at once: the lock makes "seen before" one question at a time. */
async function lockAndListSeen(
  transaction: Transaction,
  connectorId: string,
  items: readonly ReadItem[],
): Promise<Set<string>> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${connectorId}, 0))`;
  const seen = await transaction.item.findMany({
    where: {
      connectorId,
      sourceItemId: { in: items.map(({ sourceItemId }) => sourceItemId) },
      state: { not: 'skipped' },
    },
    select: { sourceItemId: true },
  });
  return new Set(seen.map(({ sourceItemId }) => sourceItemId));
}

function classify(item: ReadItem, seen: ReadonlySet<string>): ItemState {
  if (seen.has(item.sourceItemId)) return 'skipped';
  return item.holdReason === null ? 'pending' : 'held';
}

function itemRow(
  { connectorId, runId, id }: PackageOfRun,
  { match, entry, ...item }: ReadItem,
  state: ItemState,
): Prisma.ItemCreateManyInput {
  return {
    ...item,
    connectorId,
    runId,
    packageId: id,
    entry,
    state,
    holdReason: state === 'held' ? item.holdReason : null,
    unmatched: match.unmatched.length === 0 ? Prisma.DbNull : [...match.unmatched],
  };
}

function deliveryRows(
  runId: string,
  itemId: string,
  item: ReadItem,
  itemState: ItemState,
): Prisma.DeliveryCreateManyInput[] {
  const state = deliveryStateOf(itemState);
  const reason = state === 'held' ? item.holdReason : null;
  if (item.match.mailboxes.length === 0) {
    return [{ runId, itemId, mailbox: null, shard: 0, state, reason }];
  }
  return item.match.mailboxes.map(({ mailbox, ...decision }: MatchedMailbox) => ({
    runId,
    itemId,
    mailbox,
    shard: shardOf(mailbox),
    state,
    reason,
    ...decision,
  }));
}

function deliveryStateOf(state: ItemState): DeliveryState {
  if (state === 'skipped' || state === 'held') return state;
  return 'pending';
}

/** Held items of a package whose bytes still lie in the package only. */
export async function listHeldItemsToKeep(db: Database, packageId: string) {
  const rows = await db.item.findMany({
    where: { packageId, stagingKey: null, deliveries: { some: { state: 'held' } } },
    select: { id: true, entry: true },
  });
  return rows.map(({ id, entry }) => ({ id, entry: entryLocationSchema.parse(entry) }));
}

export async function recordHeldBytes(
  db: Database,
  itemId: string,
  stagingKey: string,
): Promise<void> {
  await db.item.update({ where: { id: itemId }, data: { stagingKey }, select: { id: true } });
}

/** Gives every item of a run the one state in which it ends. */
export async function settleItemStates(db: Database, runId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE items SET state = CASE
      WHEN ended.held > 0 THEN 'held'
      WHEN ended.failed > 0 THEN 'failed'
      ELSE 'imported' END
    FROM (
      SELECT item_id,
        count(*) FILTER (WHERE state = 'held') AS held,
        count(*) FILTER (WHERE state = 'failed') AS failed,
        count(*) FILTER (WHERE state IN ('pending', 'sending')) AS open
      FROM deliveries WHERE run_id = ${runId}::uuid GROUP BY item_id
    ) AS ended
    WHERE items.id = ended.item_id AND items.state = 'pending' AND ended.open = 0`;
}
