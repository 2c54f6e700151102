import { z } from 'zod';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Transaction } from '#lib/db/client.ts';
import { containing } from '#lib/db/containing.ts';
import { readAfterImport } from '#lib/db/connector-settings.ts';
import { listRunSummaries } from '#lib/db/run-summaries.ts';
import type {
  ConnectorCondition,
  ConnectorFilter,
  ConnectorListSearch,
  ConnectorSort,
} from '#lib/domain/connectors/connector-list-search.ts';
import { ACTIVE_RUN_STATES } from '#lib/domain/runs/run-state.ts';

type PageOfConnectors = Omit<ConnectorListSearch, 'page'> & {
  readonly skip: number;
  readonly take: number;
};

const orderings: Readonly<Record<ConnectorSort, Prisma.Sql>> = {
  name: Prisma.sql`lower(connectors.name)`,
  kind: Prisma.sql`connectors.kind`,
  status: Prisma.sql`connectors.source_status`,
  'last-import': Prisma.sql`last_run.finished_at`,
  items: Prisma.sql`last_run.items_available`,
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

/** Sorted by their last runs, the connectors need them all; else only those of the page. */
const SORTS_BY_RUN: readonly ConnectorSort[] = ['last-import', 'items'];

/** A page of connectors, each with its last finished run and the one in progress. */
export async function listConnectorPage(
  db: Transaction,
  { sort, direction, skip, take, ...filter }: PageOfConnectors,
) {
  const order = Prisma.sql`
    ORDER BY ${orderings[sort]} ${directions[direction]}, lower(connectors.name), connectors.id`;
  const page = Prisma.sql`${order} LIMIT ${take} OFFSET ${skip}`;
  const found = Prisma.sql`SELECT connectors.* FROM connectors WHERE ${conditionOf(filter)}`;
  const rows = SORTS_BY_RUN.includes(sort)
    ? await db.$queryRaw<ConnectorRuns[]>`${runsOf(found)} ${page}`
    : await db.$queryRaw<ConnectorRuns[]>`${runsOf(Prisma.sql`${found} ${page}`)} ${order}`;
  return withRuns(db, rows);
}
export type ConnectorSummaryRow = Awaited<ReturnType<typeof listConnectorPage>>[number];

export async function countConnectors(db: Transaction, filter: ConnectorFilter): Promise<number> {
  const [row] = await db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM connectors WHERE ${conditionOf(filter)}`;
  return row?.total ?? 0;
}

/** These connectors as they stand now, in any order; those that are gone are left out. */
export async function listConnectorsById(db: Transaction, connectorIds: readonly string[]) {
  const found = Prisma.sql`
    SELECT connectors.* FROM connectors
    WHERE connectors.id = ANY(${[...connectorIds]}::uuid[]) AND connectors.deleted_at IS NULL`;
  return withRuns(db, await db.$queryRaw<ConnectorRuns[]>`${runsOf(found)}`);
}

function conditionOf({ name, kind, status }: ConnectorFilter): Prisma.Sql {
  return Prisma.join(
    [
      Prisma.sql`connectors.deleted_at IS NULL`,
      ...(name === '' ? [] : [Prisma.sql`connectors.name ILIKE ${containing(name)}`]),
      ...(kind === '' ? [] : [Prisma.sql`connectors.kind = ${kind}`]),
      ...(status === '' ? [] : [conditionOfStatus(status)]),
    ],
    ' AND ',
  );
}

function conditionOfStatus(status: ConnectorCondition): Prisma.Sql {
  if (status === 'paused') return Prisma.sql`connectors.state = 'paused'`;
  if (status !== 'importing') return Prisma.sql`connectors.source_status = ${status}`;
  return Prisma.sql`EXISTS (
    SELECT 1 FROM runs WHERE runs.connector_id = connectors.id AND runs.state IN (${activeStates}))`;
}

/** One connector with what its fly-out shows besides; null when there is none. */
export async function findConnectorDetails(db: Transaction, connectorId: string) {
  const [summary] = await listConnectorsById(db, [connectorId]);
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

const activeStates = Prisma.join([...ACTIVE_RUN_STATES]);

/** The runs index (connector, created) makes each look at the last run one step. */
function runsOf(connectors: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT connectors.id AS "connectorId", last_run.id AS "lastRunId",
      active_run.id AS "activeRunId"
    FROM (${connectors}) AS connectors
    LEFT JOIN LATERAL (
      SELECT runs.id, runs.finished_at, runs.items_available FROM runs
      WHERE runs.connector_id = connectors.id AND runs.finished_at IS NOT NULL
        -- What a person had replayed is no import of the day.
        AND runs.trigger <> 'replay'
      ORDER BY runs.created_at DESC LIMIT 1
    ) AS last_run ON true
    LEFT JOIN runs AS active_run ON active_run.connector_id = connectors.id
      AND active_run.state IN (${activeStates})`;
}

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
