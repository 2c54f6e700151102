import type { Transaction } from '#lib/db/client.ts';

/** Those that were deleted last first, each with how many imports and evidence files it has left. */
export async function listDeletedConnectorPage(
  db: Transaction,
  page: { readonly skip: number; readonly take: number },
) {
  const rows = await db.connector.findMany({
    where: { deletedAt: { not: null } },
    orderBy: [{ deletedAt: 'desc' }, { id: 'asc' }],
    ...page,
    select: {
      id: true,
      name: true,
      kind: true,
      createdAt: true,
      deletedBy: true,
      deletedAt: true,
      _count: { select: { runs: true } },
    },
  });
  const ids = rows.map(({ id }) => id);
  const [evidence, items] = await Promise.all([countEvidence(db, ids), countHeldOnce(db, ids)]);
  return rows.map(({ _count, ...row }) => ({
    ...row,
    imports: _count.runs,
    evidence: evidence.get(row.id) ?? 0,
    items: items.get(row.id) ?? { held: 0, replayed: 0, released: 0 },
  }));
}

export async function countDeletedConnectors(db: Transaction): Promise<number> {
  return db.connector.count({ where: { deletedAt: { not: null } } });
}

async function countEvidence(
  db: Transaction,
  connectorIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.evidence.groupBy({
    by: 'connectorId',
    where: { connectorId: { in: [...connectorIds] }, signedAt: { not: null } },
    _count: true,
  });
  return new Map(rows.map(({ connectorId, _count }) => [connectorId, _count]));
}

type HeldItems = { readonly held: number; readonly replayed: number; readonly released: number };

/** Items that were ever held: held still, for one mailbox at least; released, for one; else replayed. */
async function countHeldOnce(
  db: Transaction,
  connectorIds: readonly string[],
): Promise<ReadonlyMap<string, HeldItems>> {
  const rows = await db.$queryRaw<(HeldItems & { id: string })[]>`
    SELECT connector_id::text AS id,
      count(*) FILTER (WHERE is_held)::int AS held,
      count(*) FILTER (WHERE NOT is_held AND NOT is_released)::int AS replayed,
      count(*) FILTER (WHERE NOT is_held AND is_released)::int AS released
    FROM (
      SELECT runs.connector_id, deliveries.item_id,
        bool_or(resolved_at IS NULL) AS is_held,
        bool_or(resolution IS NOT DISTINCT FROM 'released') AS is_released
      FROM runs JOIN deliveries ON deliveries.run_id = runs.id
      -- The index of exceptions is on those with a reason.
      WHERE runs.connector_id = ANY(${connectorIds}::uuid[]) AND deliveries.reason IS NOT NULL
        AND deliveries.state = 'held'
      GROUP BY 1, 2) AS held_once
    GROUP BY 1`;
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}
