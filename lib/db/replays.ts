import type { Database, Transaction } from '#lib/db/client.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { bumpRunCounters } from '#lib/db/run-counters.ts';
import { entryLocationSchema } from '#lib/domain/packages/entry-location.ts';
import { planReplay, type ReplayPlan } from '#lib/domain/held-items/plan-replay.ts';
import type { ItemMatch } from '#lib/domain/matching/match-item.ts';
import type { HoldReason } from '#lib/domain/runs/delivery-state.ts';
import { unmatchedParticipantsSchema } from '#lib/domain/runs/run-view.ts';
import { shardOf } from '#lib/domain/runs/shard.ts';

/** What a replay run has still to read, with the place of each item's bytes. */
export async function listUnreadReplayItems(db: Database, runId: string, take: number) {
  const rows = await db.replayItem.findMany({
    where: { runId, readAt: null },
    orderBy: { itemId: 'asc' },
    take,
    select: {
      item: {
        select: {
          id: true,
          entryName: true,
          sha256: true,
          stagingKey: true,
          entry: true,
          package: { select: { stagingKey: true } },
        },
      },
    },
  });
  return rows.map(({ item: { entry, package: from, ...item } }) => ({
    ...item,
    // Of an item that rests in an object of its own, where it lay in its package means nothing.
    entry: item.stagingKey === null ? entryLocationSchema.parse(entry) : null,
    packageStagingKey: from.stagingKey,
  }));
}
export type UnreadReplayItem = Awaited<ReturnType<typeof listUnreadReplayItems>>[number];

export async function countUnreadReplayItems(
  transaction: Transaction,
  runId: string,
): Promise<number> {
  return transaction.replayItem.count({ where: { runId, readAt: null } });
}

/** An item as the rules see it now. */
export type RedecidedItem = {
  readonly id: string;
  readonly match: ItemMatch;
  readonly holdReason: HoldReason | null;
};

type Replay = {
  readonly id: string;
  readonly startedBy: string | null;
  readonly now: Date;
  /** What a mailbox is called by now, which may have been renamed since something was filed there. */
  readonly mailboxNow: (mailbox: string) => string;
};

/**
 * Ends the items' held deliveries and writes what takes their place, in the run's books. What another
 * worker has done already, or a person has released, is left as it is.
 */
export async function writeReplayed(
  transaction: Transaction,
  run: Replay,
  items: readonly RedecidedItem[],
): Promise<void> {
  const { count: read } = await transaction.replayItem.updateMany({
    where: { runId: run.id, itemId: { in: items.map(({ id }) => id) }, readAt: null },
    data: { readAt: run.now },
  });
  if (read !== items.length) throw new Error(`run ${run.id}: two workers replay the same items`);

  const rows = await lockItems(
    transaction,
    items.map(({ id }) => id),
  );
  const plans = items.flatMap((item) => {
    const row = rows.get(item.id);
    if (row === undefined) return [];
    const held = row.deliveries.filter(({ state }) => state === 'held');
    if (held.length === 0) return [];
    const others = row.deliveries.filter(({ state }) => state !== 'held');
    const plan = planReplay({
      held: held.map(({ mailbox, reason, rule, matchedBy, mappingVersionId, mappingLine }) => ({
        mailbox,
        reason,
        decision: { rule, matchedBy, mappingVersionId, mappingLine },
      })),
      taken: new Set(others.flatMap(({ mailbox }) => (mailbox ? [run.mailboxNow(mailbox)] : []))),
      unmatched: unmatchedParticipantsSchema.parse(row.unmatched ?? []),
      match: item.match,
      holdReason: item.holdReason,
    });
    return { item, plan };
  });
  await endHeldDeliveries(
    transaction,
    run,
    plans.map(({ item }) => item.id),
  );
  const deliveries = plans.flatMap(({ item, plan }) => deliveryRows(run.id, item.id, plan));
  await transaction.delivery.createMany({ data: deliveries });
  for (const { item, plan } of plans) await settleItem(transaction, item, plan);
  await bumpRunCounters(transaction, run.id, {
    now: run.now,
    itemsAvailable: items.length,
    availableForImport: deliveries.length,
    held: deliveries.filter(({ state }) => state === 'held').length,
  });
}

/** The items with their deliveries that count, locked until the transaction ends. */
async function lockItems(transaction: Transaction, itemIds: readonly string[]) {
  await transaction.$executeRaw`
    SELECT 1 FROM items WHERE id = ANY(${[...itemIds]}::uuid[]) ORDER BY id FOR UPDATE`;
  const rows = await transaction.item.findMany({
    where: { id: { in: [...itemIds] } },
    select: {
      id: true,
      unmatched: true,
      deliveries: {
        where: { resolvedAt: null },
        select: {
          mailbox: true,
          state: true,
          reason: true,
          rule: true,
          matchedBy: true,
          mappingVersionId: true,
          mappingLine: true,
        },
      },
    },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

async function endHeldDeliveries(
  transaction: Transaction,
  run: Replay,
  itemIds: readonly string[],
): Promise<void> {
  await transaction.delivery.updateMany({
    where: { itemId: { in: [...itemIds] }, state: 'held', resolvedAt: null },
    data: {
      resolution: 'replayed',
      resolvedAt: run.now,
      resolvedBy: run.startedBy,
      resolvedRunId: run.id,
    },
  });
}

function deliveryRows(
  runId: string,
  itemId: string,
  { deliveries }: ReplayPlan,
): Prisma.DeliveryCreateManyInput[] {
  return deliveries.map(({ mailbox, state, reason, decision }) => ({
    runId,
    itemId,
    mailbox,
    shard: mailbox === null ? 0 : shardOf(mailbox),
    state,
    reason,
    ...decision,
  }));
}

async function settleItem(
  transaction: Transaction,
  { id, holdReason }: RedecidedItem,
  { deliveries, unmatched }: ReplayPlan,
): Promise<void> {
  const isOpen = deliveries.some(({ state }) => state === 'pending');
  const isHeld = deliveries.some(({ state }) => state === 'held');
  await transaction.item.update({
    where: { id },
    data: {
      state: isOpen ? 'pending' : isHeld ? 'held' : 'imported',
      holdReason,
      unmatched: unmatched.length === 0 ? Prisma.DbNull : [...unmatched],
    },
    select: { id: true },
  });
}
