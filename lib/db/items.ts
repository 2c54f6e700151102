import { randomUUIDv7 } from 'node:crypto';
import type { Database, Transaction } from '#lib/db/client.ts';
import { bumpRunCounters, recountRun } from '#lib/db/run-counters.ts';
import type { ItemMatch, MatchedMailbox } from '#lib/domain/matching/match-item.ts';
import type { HoldReason } from '#lib/domain/runs/delivery-state.ts';
import { planItems, type PlannedItem, type PlannedState } from '#lib/domain/runs/plan-items.ts';
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
 * @returns how many deliveries need not be sent
 */
export async function insertItems(
  db: Database,
  from: PackageOfRun,
  items: readonly ReadItem[],
): Promise<{ readonly held: number; readonly skipped: number }> {
  // Others wait for the lock below: what costs time is done before it.
  const whenNew = toRows(items, new Set());
  return db.$transaction(async (transaction) => {
    const seen = await lockAndListSeen(transaction, from.connectorId, items);
    const { itemRows, deliveryRows, counts } = seen.size === 0 ? whenNew : toRows(items, seen);
    await insertItemRows(transaction, from, itemRows);
    await insertDeliveryRows(transaction, from.runId, deliveryRows);
    await bumpRunCounters(transaction, from.runId, { now: from.now, ...counts });
    return counts;
  });
}

/** The rows of items and deliveries as JSON, and what they count. */
function toRows(items: readonly ReadItem[], seenBefore: ReadonlySet<string>) {
  const planned = planItems(items, seenBefore).map((plan) => ({ id: randomUUIDv7(), ...plan }));
  const deliveries = planned.flatMap(toDeliveryRows);
  return {
    itemRows: JSON.stringify(planned.map(toItemRow)),
    deliveryRows: JSON.stringify(deliveries),
    counts: {
      itemsAvailable: items.length,
      availableForImport: deliveries.length,
      held: deliveries.filter(({ state }) => state === 'held').length,
      skipped: deliveries.filter(({ state }) => state === 'skipped').length,
    },
  };
}

type Planned = PlannedItem<ReadItem> & { readonly id: string };

/** In one statement from one document: some thirty times as fast as a parameter for every value. */
async function insertItemRows(
  transaction: Transaction,
  { connectorId, runId, id: packageId }: PackageOfRun,
  rows: string,
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO items (id, connector_id, run_id, package_id, entry_name, entry, source_item_id,
      sha256, size_bytes, event_at, direction, state, hold_reason, unmatched)
    SELECT id, ${connectorId}::uuid, ${runId}::uuid, ${packageId}::uuid, entry_name, entry,
      source_item_id, sha256, size_bytes, event_at, direction, state, hold_reason, unmatched
    FROM json_to_recordset(${rows}::json) AS item (
      id uuid, entry_name text, entry jsonb, source_item_id text, sha256 text, size_bytes int,
      event_at timestamptz, direction text, state text, hold_reason text, unmatched jsonb)`;
}

async function insertDeliveryRows(
  transaction: Transaction,
  runId: string,
  rows: string,
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO deliveries (id, run_id, item_id, mailbox, shard, state, reason, rule,
      matched_by, mapping_version_id, mapping_line)
    SELECT id, ${runId}::uuid, item_id, mailbox, shard, state, reason, rule,
      matched_by, mapping_version_id, mapping_line
    FROM json_to_recordset(${rows}::json) AS delivery (
      id uuid, item_id uuid, mailbox text, shard int, state text, reason text, rule text,
      matched_by text, mapping_version_id uuid, mapping_line int)`;
}

/** How many entries of a package have been read already, in the order in which they lie in it. */
export async function countItemsOfPackage(db: Database, packageId: string): Promise<number> {
  return db.item.count({ where: { packageId } });
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
  const ids = items.map(({ sourceItemId }) => sourceItemId);
  return new Set(await listSeenItems(transaction, connectorId, ids));
}

/** Those of the source ids that the connector has seen in earlier packages. */
export async function listSeenItems(
  db: Transaction,
  connectorId: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  // In one statement: an item that is pruned meanwhile is in one of the two tables.
  const seen = await db.$queryRaw<{ id: string }[]>`
    SELECT source_item_id AS id FROM items
    WHERE connector_id = ${connectorId}::uuid AND source_item_id = ANY(${ids}::text[])
      AND state <> 'skipped'
    UNION ALL
    SELECT asked.id FROM unnest(${ids}::text[]) AS asked (id) JOIN known_items
      ON known_items.connector_id = ${connectorId}::uuid
      AND known_items.source_item_id_sha256 = sha256(convert_to(asked.id, 'UTF8'))`;
  return seen.map(({ id }) => id);
}

function toItemRow({ id, item, state, holdReason }: Planned) {
  const { match } = item;
  return {
    id,
    entry_name: item.entryName,
    entry: item.entry,
    source_item_id: item.sourceItemId,
    sha256: item.sha256,
    size_bytes: item.sizeBytes,
    event_at: item.eventAt,
    direction: item.direction,
    state,
    hold_reason: holdReason,
    unmatched: match.unmatched.length === 0 ? null : match.unmatched,
  };
}

type DeliveryRow = {
  readonly id: string;
  readonly item_id: string;
  readonly mailbox: string | null;
  readonly shard: number;
  readonly state: PlannedState;
  readonly reason: HoldReason | null;
  readonly rule: MatchedMailbox['rule'] | null;
  readonly matched_by: string | null;
  readonly mapping_version_id: string | null;
  readonly mapping_line: number | null;
};

function toDeliveryRows({ id: itemId, deliveries }: Planned): readonly DeliveryRow[] {
  return deliveries.map(({ match, state, reason }) => ({
    id: randomUUIDv7(),
    item_id: itemId,
    state,
    reason,
    mailbox: match?.mailbox ?? null,
    shard: match === null ? 0 : shardOf(match.mailbox),
    rule: match?.rule ?? null,
    matched_by: match?.matchedBy ?? null,
    mapping_version_id: match?.mappingVersionId ?? null,
    mapping_line: match?.mappingLine ?? null,
  }));
}

/** Held items of a package whose bytes still lie in the package only. */
export async function listHeldItemsToKeep(db: Database, packageId: string) {
  const rows = await db.item.findMany({
    where: {
      packageId,
      stagingKey: null,
      deliveries: { some: { state: 'held', resolvedAt: null } },
    },
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

/**
 * Makes PostgreSQL take a sample of the ledger. A run's rows have just been written: counted before
 * them, it takes them for a handful and compares each with each, for minutes. Takes under a second,
 * however large the tables are.
 */
export async function countLedgerForPlanner(db: Database): Promise<void> {
  await db.$executeRaw`ANALYZE items, deliveries`;
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
        count(*) FILTER (WHERE state = 'held' AND resolved_at IS NULL) AS held,
        count(*) FILTER (WHERE state = 'failed') AS failed,
        count(*) FILTER (WHERE state = 'pending') AS open
      FROM deliveries WHERE run_id = ${runId}::uuid GROUP BY item_id
    ) AS ended
    WHERE items.id = ended.item_id AND items.state = 'pending' AND ended.open = 0`;
}
