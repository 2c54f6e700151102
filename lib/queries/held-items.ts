import 'server-only';
import { authorize } from '#lib/auth/session.ts';
import { database } from '#lib/db/client.ts';
import {
  countHeldItems,
  listActiveReplays,
  listHeldItems as listHeldItemRows,
} from '#lib/db/held-item-list.ts';
import { listKeepingConnectors } from '#lib/db/held-items.ts';
import { listRunSummaries } from '#lib/db/run-summaries.ts';
import {
  HELD_ITEMS_PER_PAGE,
  type HeldItemSearch,
} from '#lib/domain/held-items/held-item-search.ts';
import { heldItemListSchema, type HeldItemList } from '#lib/domain/held-items/held-item-view.ts';
import { toRunProgress } from '#lib/queries/run-summary-view.ts';

/** To choose from in the filter. */
const MOST_CONNECTORS = 1_000;

/** A page of the items that are held now. @throws {AppError} `signed-out` or `forbidden` */
export async function listHeldItems(search: HeldItemSearch): Promise<HeldItemList> {
  await authorize('held-items.read');
  const db = database();
  const now = new Date();
  const page = { skip: (search.page - 1) * HELD_ITEMS_PER_PAGE, take: HELD_ITEMS_PER_PAGE };
  const selection = { filter: search, now };
  const [rows, { total, reasons }, connectors, replays] = await Promise.all([
    listHeldItemRows(db, selection, page),
    countHeldItems(db, selection),
    listKeepingConnectors(db, MOST_CONNECTORS),
    listReplays(now),
  ]);
  return heldItemListSchema.parse({
    items: rows.map(({ connectorId, connectorName, ...row }) => ({
      ...row,
      connector: { id: connectorId, name: connectorName },
      eventAt: row.eventAt?.toISOString() ?? null,
      heldSince: row.heldSince.toISOString(),
      unmatched: row.unmatched ?? [],
    })),
    total,
    reasons,
    connectors,
    replays,
  });
}

async function listReplays(now: Date) {
  const active = await listActiveReplays(database());
  const runs = await listRunSummaries(
    database(),
    active.map(({ id }) => id),
  );
  const runsById = new Map(runs.map((run) => [run.id, run]));
  return active.flatMap(({ id, connector }) => {
    const progress = toRunProgress(runsById.get(id) ?? null, now);
    return progress === null ? [] : [{ connectorName: connector.name, progress }];
  });
}
