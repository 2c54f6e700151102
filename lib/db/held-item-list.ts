import type { Transaction } from '#lib/db/client.ts';
import { heldItemIds, isBeingReplayed, isHeldNow } from '#lib/db/held-items.ts';
import { MOST_COUNTED } from '#lib/domain/held-items/held-count.ts';
import type { HeldItemFilter } from '#lib/domain/held-items/held-item-search.ts';
import { HOLD_REASONS } from '#lib/domain/runs/delivery-state.ts';
import { ACTIVE_RUN_STATES } from '#lib/domain/runs/run-state.ts';

type HeldItemRow = {
  readonly id: string;
  readonly connectorId: string;
  readonly connectorName: string;
  readonly packageName: string;
  readonly entryName: string;
  readonly sourceItemId: string;
  readonly eventAt: Date | null;
  readonly sizeBytes: number;
  readonly heldSince: Date;
  readonly unmatched: unknown;
  /** Of its held deliveries. */
  readonly mailboxes: readonly string[];
  readonly reasons: readonly string[];
  readonly isBeingReplayed: boolean;
};

type HeldItems = { readonly filter: HeldItemFilter; readonly now: Date };

/** A page of held items, those that were read last first. */
export async function listHeldItems(
  db: Transaction,
  { filter, now }: HeldItems,
  { skip, take }: { readonly skip: number; readonly take: number },
): Promise<readonly HeldItemRow[]> {
  return db.$queryRaw<HeldItemRow[]>`
    SELECT items.id::text, items.connector_id::text AS "connectorId",
      connectors.name AS "connectorName", packages.name AS "packageName",
      items.entry_name AS "entryName", items.source_item_id AS "sourceItemId",
      items.event_at AS "eventAt", items.size_bytes AS "sizeBytes",
      runs.created_at AS "heldSince", items.unmatched,
      ARRAY(SELECT DISTINCT held.mailbox FROM deliveries AS held
        WHERE ${isHeldNow} AND held.mailbox IS NOT NULL ORDER BY 1) AS mailboxes,
      ARRAY(SELECT DISTINCT held.reason FROM deliveries AS held
        WHERE ${isHeldNow} AND held.reason IS NOT NULL ORDER BY 1) AS reasons,
      ${isBeingReplayed} AS "isBeingReplayed"
    FROM (
      SELECT id FROM (${heldItemIds(filter, now, skip + take)}) AS until_page
      ORDER BY id DESC LIMIT ${take} OFFSET ${skip}
    ) AS page
    JOIN items ON items.id = page.id
    JOIN packages ON packages.id = items.package_id
    JOIN runs ON runs.id = items.run_id
    JOIN connectors ON connectors.id = items.connector_id
    ORDER BY items.id DESC`;
}

/**
 * How many there are of each reason, whatever reason is asked for, and how many in all; no number is
 * higher than one above MOST_COUNTED. An item may have several reasons.
 */
export async function countHeldItems(db: Transaction, { filter, now }: HeldItems) {
  const count = async (counted: HeldItemFilter) => {
    const [row] = await db.$queryRaw<{ total: number }[]>`
      SELECT count(*)::int AS total FROM (${heldItemIds(counted, now, MOST_COUNTED + 1)}) AS held`;
    return row?.total ?? 0;
  };
  const reasons = await Promise.all(
    HOLD_REASONS.map(async (reason) => ({ reason, count: await count({ ...filter, reason }) })),
  );
  const known = reasons.find((one) =>
    filter.reason === '' ? one.count > MOST_COUNTED : one.reason === filter.reason,
  );
  return {
    total: known?.count ?? (await count(filter)),
    reasons: reasons.filter((one) => one.count > 0),
  };
}

/** Replays in progress, the newest first. */
export async function listActiveReplays(db: Transaction) {
  return db.run.findMany({
    where: { trigger: 'replay', state: { in: [...ACTIVE_RUN_STATES] } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, connector: { select: { name: true } } },
  });
}
