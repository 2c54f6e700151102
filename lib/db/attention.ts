import type { Database, Transaction } from '#lib/db/client.ts';
import { findConsent, type ConsentNeeds } from '#lib/db/consents.ts';
import { ACTIVE_RUN_STATES } from '#lib/domain/runs/run-state.ts';

/** No more of one kind than a person can look at; the Connectors tab has them all. */
const MOST_OF_A_KIND = 20;

/** Connectors whose last try at the source did not end well. */
export async function listTroubledSources(db: Transaction) {
  return db.connector.findMany({
    where: { sourceStatus: { not: 'connected' }, deletedAt: null },
    orderBy: { sourceStatusAt: 'desc' },
    take: MOST_OF_A_KIND,
    select: { id: true, name: true, sourceStatus: true },
  });
}

/** Runs in progress that wait for something else than their source. */
export async function listWaitingRuns(db: Transaction) {
  return db.run.findMany({
    where: {
      state: { in: [...ACTIVE_RUN_STATES] },
      waitingFor: { not: null },
      connector: { sourceStatus: 'connected' },
    },
    orderBy: { createdAt: 'asc' },
    take: MOST_OF_A_KIND,
    select: { id: true, waitingFor: true, connector: { select: { id: true, name: true } } },
  });
}

type TroubledRun = {
  readonly runId: string;
  readonly connectorId: string;
  readonly connectorName: string;
  readonly state: string;
  readonly packagesRefused: number;
  readonly findings: number;
};

/** Each connector's last finished run, where it is not green or refused a package. */
export async function listTroubledRuns(db: Transaction): Promise<readonly TroubledRun[]> {
  return db.$queryRaw<TroubledRun[]>`
    SELECT last_run.id AS "runId", connectors.id AS "connectorId",
      connectors.name AS "connectorName", last_run.state,
      last_run.packages_refused AS "packagesRefused",
      coalesce(jsonb_array_length(last_run.findings), 0) AS findings
    FROM connectors CROSS JOIN LATERAL (
      SELECT runs.id, runs.state, runs.packages_refused, runs.findings, runs.finished_at FROM runs
      WHERE runs.connector_id = connectors.id AND runs.finished_at IS NOT NULL
      ORDER BY runs.created_at DESC LIMIT 1
    ) AS last_run
    WHERE connectors.deleted_at IS NULL
      AND (last_run.state <> 'completed' OR last_run.packages_refused > 0)
    ORDER BY last_run.finished_at DESC LIMIT ${MOST_OF_A_KIND}`;
}

type HeldItems = {
  readonly connectorId: string;
  readonly connectorName: string;
  readonly count: number;
};

/** Connectors that keep held items, neither replayed nor released since; most first. */
export async function listHeldItemCounts(db: Transaction): Promise<readonly HeldItems[]> {
  return db.$queryRaw<HeldItems[]>`
    SELECT id AS "connectorId", name AS "connectorName", holding.count
    FROM (
      SELECT connectors.id, connectors.name FROM connectors
      WHERE EXISTS (SELECT FROM items
        WHERE items.connector_id = connectors.id AND items.staging_key IS NOT NULL)
      ORDER BY connectors.name LIMIT ${MOST_OF_A_KIND}
    ) AS keeping CROSS JOIN LATERAL (
      SELECT count(*)::int AS count FROM items
      WHERE items.connector_id = keeping.id AND items.staging_key IS NOT NULL
    ) AS holding
    ORDER BY holding.count DESC, name`;
}

/** Whether the tenant's consent is lacking although a connector needs it. */
export async function isConsentMissing(db: Database, needs: ConsentNeeds): Promise<boolean> {
  if (needs.permissions.length === 0) return false;
  const connectors = await db.connector.count({ where: { deletedAt: null } });
  return connectors > 0 && (await findConsent(db, needs)) === null;
}
