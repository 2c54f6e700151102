import type { Transaction } from '#lib/db/client.ts';
import { findRunCurves } from '#lib/db/run-curves.ts';
import type { ProgressCurve } from '#lib/domain/runs/progress-curve.ts';
import type { PackageBytes, PastPace } from '#lib/domain/runs/time-left.ts';

/** What the time left of an active run is worked out from. */
export type RunPace = {
  readonly curve: ProgressCurve | null;
  readonly packageBytes: PackageBytes | null;
  readonly past: PastPace | null;
};

type ActiveRun = { readonly id: string; readonly connectorId: string };

/** By run id. Asked for runs that are shown and active only, which are few. */
export async function findRunPaces(
  db: Transaction,
  runs: readonly ActiveRun[],
): Promise<ReadonlyMap<string, RunPace>> {
  if (runs.length === 0) return new Map();
  const ids = runs.map(({ id }) => id);
  const [curves, bytes, pasts] = await Promise.all([
    findRunCurves(db, ids),
    findPackageBytes(db, ids),
    findPastPaces(
      db,
      runs.map(({ connectorId }) => connectorId),
    ),
  ]);
  return new Map(
    runs.map(({ id, connectorId }) => [
      id,
      {
        curve: curves.get(id) ?? null,
        packageBytes: bytes.get(id) ?? null,
        past: pasts.get(connectorId) ?? null,
      },
    ]),
  );
}

async function findPackageBytes(db: Transaction, runIds: readonly string[]) {
  const rows = await db.$queryRaw<(PackageBytes & { readonly runId: string })[]>`
    SELECT run_id AS "runId", sum(size_bytes)::float8 AS total,
      coalesce(sum(size_bytes) FILTER (WHERE items_in_manifest IS NOT NULL), 0)::float8 AS counted
    FROM packages
    WHERE run_id = ANY(${[...runIds]}::uuid[]) AND state NOT IN ('refused', 'duplicate')
    GROUP BY run_id`;
  return new Map(rows.map(({ runId, ...bytes }) => [runId, bytes]));
}

/** So many imports are looked back for one that delivered something. */
const IMPORTS_BACK = 10;

async function findPastPaces(db: Transaction, connectorIds: readonly string[]) {
  const rows = await db.$queryRaw<(PastPace & { readonly connectorId: string })[]>`
    SELECT wanted.id AS "connectorId", past.*
    FROM unnest(${[...connectorIds]}::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (
      SELECT imported + partially_imported AS deliveries,
        extract(epoch FROM reconcile_started_at - deliver_started_at)::float8 AS "deliverSeconds",
        extract(epoch FROM finished_at - reconcile_started_at)::float8 AS "reconcileSeconds"
      FROM (
        SELECT * FROM runs WHERE runs.connector_id = wanted.id
        ORDER BY created_at DESC LIMIT ${IMPORTS_BACK}
      ) AS latest
      WHERE finished_at IS NOT NULL AND reconcile_started_at IS NOT NULL
        AND imported + partially_imported > 0
      ORDER BY created_at DESC LIMIT 1
    ) AS past`;
  return new Map(rows.map(({ connectorId, ...past }) => [connectorId, past]));
}
