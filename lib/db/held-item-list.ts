import type { Transaction } from '#lib/db/client.ts';
import {
  isBeingReplayed,
  isHeldNow,
  itemsWithPlace,
  selects,
  type HeldItemSelection,
} from '#lib/db/held-items.ts';
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

/** A page of held items, those that came last first. */
export async function listHeldItems(
  db: Transaction,
  selection: HeldItemSelection,
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
    FROM ${itemsWithPlace} JOIN connectors ON connectors.id = items.connector_id
    WHERE ${selects(selection)}
    ORDER BY runs.created_at DESC, items.event_at DESC NULLS LAST, items.id
    LIMIT ${take} OFFSET ${skip}`;
}

export async function countHeldItems(
  db: Transaction,
  selection: HeldItemSelection,
): Promise<number> {
  const [row] = await db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM ${itemsWithPlace} WHERE ${selects(selection)}`;
  return row?.total ?? 0;
}

/** How many held items there are of each reason. An item may have several. */
export async function countHeldReasons(db: Transaction, selection: HeldItemSelection) {
  return db.$queryRaw<{ readonly reason: string; readonly count: number }[]>`
    SELECT held.reason, count(DISTINCT items.id)::int AS count
    FROM ${itemsWithPlace} JOIN deliveries AS held ON ${isHeldNow}
    WHERE held.reason IS NOT NULL AND ${selects(selection)}
    GROUP BY held.reason ORDER BY held.reason`;
}

/** Replays in progress, the newest first. */
export async function listActiveReplays(db: Transaction) {
  return db.run.findMany({
    where: { trigger: 'replay', state: { in: [...ACTIVE_RUN_STATES] } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, connector: { select: { name: true } } },
  });
}
