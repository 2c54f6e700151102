import type { Database } from '#lib/db/client.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { ACTIVE_RUN_STATES } from '#lib/domain/runs/run-state.ts';

/**
 * Figures of the whole deployment, for whoever watches it by machine. Each query walks a small index:
 * runs in progress, waiting jobs, a step for each connector. None reads the large tables.
 */

/** In the order in which they were applied. */
export async function listAppliedMigrations(db: Database): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`;
  return rows.map(({ name }) => name);
}

type ActiveRuns = { readonly state: string; readonly isResting: boolean; readonly runs: number };

/** Runs in progress, by stage; those that rest wait for an administrator or for the time to wake. */
export async function countActiveRuns(db: Database): Promise<readonly ActiveRuns[]> {
  return db.$queryRaw<ActiveRuns[]>`
    SELECT state, wake_at IS NOT NULL AS "isResting", count(*)::int AS runs
    FROM runs WHERE state IN (${Prisma.join([...ACTIVE_RUN_STATES])})
    GROUP BY 1, 2`;
}

type WaitingJobs = { readonly job: string; readonly jobs: number };

/** Jobs that nobody has begun, by name. */
export async function countWaitingJobs(db: Database): Promise<readonly WaitingJobs[]> {
  return db.$queryRaw<WaitingJobs[]>`
    SELECT name AS job, count(*)::int AS jobs FROM pgboss.job
    WHERE state < 'active' GROUP BY name`;
}

/** Deliveries that are held now, neither replayed nor released; counted up to a limit. */
export async function countHeldDeliveries(db: Database, atMost: number): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT item_id FROM deliveries WHERE state = 'held' AND resolved_at IS NULL
      -- In the order of the index of what is held, and so by it.
      ORDER BY item_id LIMIT ${atMost}
    ) AS held`;
  return row?.count ?? 0;
}

/** Of packages that rest in the staging area, as their source gave them. */
export async function sumStagedPackageBytes(db: Database): Promise<number> {
  const [row] = await db.$queryRaw<{ bytes: number }[]>`
    SELECT coalesce(sum(packages.size_bytes), 0)::float8 AS bytes
    FROM packages JOIN runs ON runs.id = packages.run_id
    WHERE runs.state IN (${Prisma.join([...ACTIVE_RUN_STATES])})
      AND packages.staging_key IS NOT NULL`;
  return row?.bytes ?? 0;
}

type ConnectorFigures = {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly sourceStatus: string;
  /** When its last import ended; null before the first. */
  readonly finishedAt: Date | null;
};

/** The oldest connectors first, so that the same ones are there each time when there are too many. */
export async function listConnectorFigures(
  db: Database,
  atMost: number,
): Promise<readonly ConnectorFigures[]> {
  return db.$queryRaw<ConnectorFigures[]>`
    SELECT connectors.id, connectors.kind, connectors.state,
      connectors.source_status AS "sourceStatus", last_run.finished_at AS "finishedAt"
    FROM connectors LEFT JOIN LATERAL (
      SELECT runs.finished_at FROM runs
      WHERE runs.connector_id = connectors.id AND runs.finished_at IS NOT NULL
        AND runs.trigger <> 'replay'
      ORDER BY runs.created_at DESC LIMIT 1
    ) AS last_run ON true
    WHERE connectors.deleted_at IS NULL
    ORDER BY connectors.id LIMIT ${atMost}`;
}
