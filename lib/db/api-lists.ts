import type { Database } from '#lib/db/client.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { RunCursor } from '#lib/domain/api/run-cursor.ts';

const connectorColumns = {
  id: true,
  name: true,
  kind: true,
  state: true,
  sourceStatus: true,
  sourceStatusAt: true,
  folderName: true,
  scheduleTime: true,
  scheduleTimeZone: true,
  nextRunAt: true,
  createdAt: true,
} as const;

/** Connectors after the one with this id, in the order in which they were made. */
export async function listConnectorsAfter(db: Database, after: string | undefined, take: number) {
  return db.connector.findMany({
    where: { deletedAt: null, ...(after !== undefined && { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take,
    select: connectorColumns,
  });
}
export type ApiConnectorRow = Awaited<ReturnType<typeof listConnectorsAfter>>[number];

/** Null when there is none, or when it was deleted. */
export async function findApiConnector(db: Database, id: string) {
  return db.connector.findFirst({ where: { id, deletedAt: null }, select: connectorColumns });
}

const runColumns = {
  id: true,
  connectorId: true,
  connector: { select: { kind: true } },
  state: true,
  trigger: true,
  startedBy: true,
  waitingFor: true,
  windowStart: true,
  windowEnd: true,
  createdAt: true,
  finishedAt: true,
  itemsInManifests: true,
  itemsAvailable: true,
  availableForImport: true,
  imported: true,
  partiallyImported: true,
  skipped: true,
  failed: true,
  held: true,
  packagesRefused: true,
} as const;

export type RunSearch = {
  readonly connectorId?: string | undefined;
  readonly state?: string | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  /** Where the page before ended. */
  readonly before?: RunCursor | undefined;
};

/** Runs that fit, the newest first: one walk of an index, wherever the page is. */
export async function listRunsBefore(db: Database, search: RunSearch, take: number) {
  const { connectorId, state, from, until, before } = search;
  const conditions = [
    ...(connectorId === undefined ? [] : [Prisma.sql`connector_id = ${connectorId}::uuid`]),
    ...(state === undefined ? [] : [Prisma.sql`state = ${state}`]),
    ...(from === undefined ? [] : [Prisma.sql`created_at >= ${from}`]),
    ...(until === undefined ? [] : [Prisma.sql`created_at < ${until}`]),
    ...(before === undefined
      ? []
      : [Prisma.sql`(created_at, id) < (${before.createdAt}, ${before.id}::uuid)`]),
  ];
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM runs
    WHERE ${conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ')}
    ORDER BY created_at DESC, id DESC LIMIT ${take}`;
  return db.run.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: runColumns,
  });
}
export type ApiRunRow = Awaited<ReturnType<typeof listRunsBefore>>[number];
