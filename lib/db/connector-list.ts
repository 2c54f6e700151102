import { z } from 'zod';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Transaction } from '#lib/db/client.ts';
import { readAfterImport } from '#lib/db/connector-settings.ts';
import { listRunSummaries } from '#lib/db/run-summaries.ts';
import type {
  ConnectorListSearch,
  ConnectorSort,
} from '#lib/domain/connectors/connector-list-search.ts';
import { ACTIVE_RUN_STATES } from '#lib/domain/runs/run-state.ts';

type PageOfConnectors = Pick<ConnectorListSearch, 'name' | 'sort' | 'direction'> & {
  readonly skip: number;
  readonly take: number;
};

const orderings: Readonly<Record<ConnectorSort, Prisma.Sql>> = {
  name: Prisma.sql`lower(connectors.name)`,
  kind: Prisma.sql`connectors.kind`,
  status: Prisma.sql`connectors.source_status`,
  'last-import': Prisma.sql`last_run.finished_at`,
  'next-import': Prisma.sql`connectors.next_run_at`,
};
const directions = {
  ascending: Prisma.sql`ASC NULLS LAST`,
  descending: Prisma.sql`DESC NULLS LAST`,
} as const;

const connectorSummaryColumns = {
  id: true,
  name: true,
  kind: true,
  state: true,
  sourceStatus: true,
  sourceStatusAt: true,
  nextRunAt: true,
} as const;

type ConnectorRuns = {
  readonly connectorId: string;
  readonly lastRunId: string | null;
  readonly activeRunId: string | null;
};

/** A page of connectors, each with its last finished run and the one in progress. */
export async function listConnectorPage(
  db: Transaction,
  { name, sort, direction, skip, take }: PageOfConnectors,
) {
  const order = await db.$queryRaw<ConnectorRuns[]>`
    ${connectorsWithRuns}
    WHERE connectors.name ILIKE ${containing(name)} AND connectors.deleted_at IS NULL
    ORDER BY ${orderings[sort]} ${directions[direction]}, lower(connectors.name), connectors.id
    LIMIT ${take} OFFSET ${skip}`;
  return withRuns(db, order);
}
export type ConnectorSummaryRow = Awaited<ReturnType<typeof listConnectorPage>>[number];

export async function countConnectors(db: Transaction, name: string): Promise<number> {
  const [row] = await db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM connectors
    WHERE name ILIKE ${containing(name)} AND deleted_at IS NULL`;
  return row?.total ?? 0;
}

/** One connector with what its fly-out shows besides; null when there is none. */
export async function findConnectorDetails(db: Transaction, connectorId: string) {
  const order = await db.$queryRaw<ConnectorRuns[]>`
    ${connectorsWithRuns}
    WHERE connectors.id = ${connectorId}::uuid AND connectors.deleted_at IS NULL`;
  const [summary] = await withRuns(db, order);
  if (summary === undefined) return null;
  const settings = await db.connector.findUniqueOrThrow({
    where: { id: connectorId },
    select: {
      folderName: true,
      sourceKind: true,
      sourceSettings: true,
      offeredHostKey: true,
      scheduleTime: true,
      scheduleTimeZone: true,
      secondLookTime: true,
      automaticMapping: true,
      createdBy: true,
      createdAt: true,
      mappingVersions: {
        orderBy: { number: 'desc' },
        take: 1,
        select: { number: true, fileName: true, rowCount: true },
      },
    },
  });
  const { sourceSettings, offeredHostKey, ...shown } = settings;
  return {
    ...summary,
    ...shown,
    afterImport: readAfterImport(sourceSettings),
    hostKey: hostKeyOf(sourceSettings, offeredHostKey),
  };
}

/** Fingerprints only; the other settings of a source are no business of a page. */
function hostKeyOf(sourceSettings: unknown, offered: string | null) {
  const { hostKeySha256 } = z
    .looseObject({ hostKeySha256: z.string().optional() })
    .parse(sourceSettings);
  return { pinned: hostKeySha256 ?? null, offered };
}

/** The runs index (connector, created) makes each look at the last run one step. */
const connectorsWithRuns = Prisma.sql`
  SELECT connectors.id AS "connectorId", last_run.id AS "lastRunId", active_run.id AS "activeRunId"
  FROM connectors
  LEFT JOIN LATERAL (
    SELECT runs.id, runs.finished_at FROM runs
    WHERE runs.connector_id = connectors.id AND runs.finished_at IS NOT NULL
      -- What a person had replayed is no import of the day.
      AND runs.trigger <> 'replay'
    ORDER BY runs.created_at DESC LIMIT 1
  ) AS last_run ON true
  LEFT JOIN runs AS active_run ON active_run.connector_id = connectors.id
    AND active_run.state IN (${Prisma.join([...ACTIVE_RUN_STATES])})`;

async function withRuns(db: Transaction, order: readonly ConnectorRuns[]) {
  const runIds = order.flatMap(({ lastRunId, activeRunId }) =>
    [lastRunId, activeRunId].filter((id) => id !== null),
  );
  const [connectors, runs] = await Promise.all([
    db.connector.findMany({
      where: { id: { in: order.map(({ connectorId }) => connectorId) } },
      select: connectorSummaryColumns,
    }),
    listRunSummaries(db, runIds),
  ]);
  const connectorsById = new Map(connectors.map((connector) => [connector.id, connector]));
  const runsById = new Map(runs.map((run) => [run.id, run]));
  return order.flatMap(({ connectorId, lastRunId, activeRunId }) => {
    const connector = connectorsById.get(connectorId);
    if (connector === undefined) return [];
    return {
      ...connector,
      lastRun: lastRunId === null ? null : (runsById.get(lastRunId) ?? null),
      activeRun: activeRunId === null ? null : (runsById.get(activeRunId) ?? null),
    };
  });
}

/** `LIKE` has wildcards of its own, which stand for themselves here. */
function containing(name: string): string {
  return `%${name.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
