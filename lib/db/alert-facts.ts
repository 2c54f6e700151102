import { z } from 'zod';
import type { Database } from '#lib/db/client.ts';
import type { ConnectorFacts } from '#lib/domain/alerts/alert-facts.ts';
import { SOURCE_STATUSES } from '#lib/domain/connectors/source-status.ts';
import { findingSchema } from '#lib/domain/runs/check-books.ts';
import { ACTIVE_RUN_STATES } from '#lib/domain/runs/run-state.ts';

const lastRunSchema = z.object({
  runId: z.string(),
  state: z.string(),
  availableForImport: z.int(),
  failed: z.int(),
  held: z.int(),
  packagesRefused: z.int(),
  findings: findingSchema.array(),
});
const rowSchema = z.object({
  connectorId: z.string(),
  isPaused: z.boolean(),
  createdAt: z.date(),
  timeZone: z.string(),
  sourceStatus: z.enum(SOURCE_STATUSES),
  lastRun: lastRunSchema.nullable(),
  waiting: z.object({ runId: z.string(), code: z.string() }).nullable(),
  packages: z.int(),
  items: z.int(),
  usual: z.array(z.int()).nullable(),
});

/** A run that began earlier and still finds packages today began no longer ago than this. */
const LONGEST_RUN = '3 days';

/**
 * What is known of every connector that is not deleted. Every part goes by the index of runs by
 * connector and time of creation; a day is one of the connector's zone.
 */
export async function listConnectorFacts(
  db: Database,
  now: Date,
): Promise<readonly ConnectorFacts[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT connectors.id::text AS "connectorId", connectors.state = 'paused' AS "isPaused",
      connectors.created_at AS "createdAt", connectors.schedule_time_zone AS "timeZone",
      connectors.source_status AS "sourceStatus", last_run.facts AS "lastRun",
      waiting.facts AS waiting, fresh.packages, today.items, past.totals AS usual
    FROM connectors
    CROSS JOIN LATERAL (
      SELECT date_trunc('day', ${now}::timestamptz AT TIME ZONE schedule_time_zone) AS start
    ) AS day
    LEFT JOIN LATERAL (
      SELECT json_build_object('runId', id, 'state', state,
        'availableForImport', available_for_import, 'failed', failed, 'held', held,
        'packagesRefused', packages_refused, 'findings', coalesce(findings, '[]')) AS facts
      FROM runs WHERE connector_id = connectors.id AND finished_at IS NOT NULL
        AND NOT (trigger IN ('replay', 'backfill') AND state = 'completed')
      ORDER BY created_at DESC LIMIT 1
    ) AS last_run ON TRUE
    LEFT JOIN LATERAL (
      SELECT json_build_object('runId', id, 'code', waiting_for) AS facts
      FROM runs WHERE connector_id = connectors.id AND waiting_for IS NOT NULL
        AND state = ANY(${[...ACTIVE_RUN_STATES]}::text[]) LIMIT 1
    ) AS waiting ON TRUE
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(packages_found - packages_refused), 0)::int AS packages FROM runs
      WHERE connector_id = connectors.id AND trigger NOT IN ('replay', 'backfill')
        AND created_at >= day.start AT TIME ZONE schedule_time_zone - ${LONGEST_RUN}::interval
        AND greatest(created_at, fetch_started_at, finished_at)
          >= day.start AT TIME ZONE schedule_time_zone
    ) AS fresh
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(items_available), 0)::int AS items FROM runs
      WHERE connector_id = connectors.id AND trigger NOT IN ('replay', 'backfill')
        AND created_at >= day.start AT TIME ZONE schedule_time_zone
    ) AS today
    CROSS JOIN LATERAL (
      SELECT array_agg(week.total) AS totals FROM (
        SELECT sum(items_available)::int AS total
        FROM generate_series(1, 6) AS ago JOIN runs ON connector_id = connectors.id
          AND trigger NOT IN ('replay', 'backfill') AND finished_at IS NOT NULL
          AND created_at >= (day.start - ago * interval '7 days') AT TIME ZONE schedule_time_zone
          AND created_at
            < (day.start - ago * interval '7 days' + interval '1 day') AT TIME ZONE schedule_time_zone
        GROUP BY ago) AS week
    ) AS past
    WHERE connectors.deleted_at IS NULL AND connectors.state IN ('active', 'paused')`;
  return rows.map((row) => {
    const { packages, items, usual, ...facts } = rowSchema.parse(row);
    return { ...facts, today: { packages, items }, usual: usual ?? [] };
  });
}

/** Why imports in progress wait, each reason once. */
export async function listWaitingReasons(db: Database): Promise<readonly string[]> {
  const rows = await db.run.findMany({
    where: { state: { in: [...ACTIVE_RUN_STATES] }, waitingFor: { not: null } },
    distinct: ['waitingFor'],
    select: { waitingFor: true },
  });
  return rows.flatMap(({ waitingFor }) => waitingFor ?? []);
}
