import type { Database, Transaction } from '#lib/db/client.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import type { SourceStatus } from '#lib/domain/connectors/source-status.ts';

/** False: a connector has the same name. */
export async function insertConnector(
  transaction: Transaction,
  connector: Prisma.ConnectorCreateManyInput,
): Promise<boolean> {
  const { count } = await transaction.connector.createMany({
    data: connector,
    // The unique index decides, not a look beforehand.
    skipDuplicates: true,
  });
  return count === 1;
}

/** Null when there is no such connector. */
export async function findConnectorName(db: Database, connectorId: string): Promise<string | null> {
  const row = await db.connector.findUnique({ where: { id: connectorId }, select: { name: true } });
  return row?.name ?? null;
}

/** Whether another connector has the name, in whatever case. */
export async function isConnectorNameTaken(
  db: Database | Transaction,
  name: string,
  exceptId: string | null = null,
): Promise<boolean> {
  // Prisma's insensitive comparison is ILIKE, to which % and _ in a name mean something else.
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM connectors
    WHERE lower(name) = lower(${name}) AND deleted_at IS NULL
      AND id IS DISTINCT FROM ${exceptId}::uuid LIMIT 1`;
  return rows.length > 0;
}

/** What the last try showed. `offeredHostKey` is set exactly when it is not the pinned one. */
export async function setSourceStatus(
  db: Transaction,
  connectorId: string,
  seen: {
    readonly status: SourceStatus;
    readonly offeredHostKey: string | null;
    readonly now: Date;
  },
): Promise<void> {
  await db.connector.updateMany({
    where: { id: connectorId },
    data: {
      sourceStatus: seen.status,
      sourceStatusAt: seen.now,
      offeredHostKey: seen.offeredHostKey,
    },
  });
}

/** Active connectors whose time has come. */
export async function listDueConnectors(db: Database, now: Date) {
  const rows = await db.connector.findMany({
    where: { state: 'active', nextRunAt: { lte: now } },
    orderBy: { nextRunAt: 'asc' },
    select: {
      id: true,
      nextRunAt: true,
      scheduleTime: true,
      scheduleTimeZone: true,
      secondLookTime: true,
    },
  });
  return rows.flatMap(({ nextRunAt, ...connector }) =>
    nextRunAt === null ? [] : [{ ...connector, nextRunAt }],
  );
}

/** Moves the next run on, and says when its second look is. False: another worker has done it. */
export async function moveNextRun(
  transaction: Transaction,
  connectorId: string,
  move: { readonly from: Date; readonly to: Date; readonly secondLookAt: Date | null },
): Promise<boolean> {
  const { count } = await transaction.connector.updateMany({
    where: { id: connectorId, state: 'active', nextRunAt: move.from },
    data: { nextRunAt: move.to, nextSecondLookAt: move.secondLookAt },
  });
  return count === 1;
}

/** Active connectors whose second look is due; a daily run that is due as well comes before it. */
export async function listDueSecondLooks(db: Database, now: Date) {
  const rows = await db.connector.findMany({
    where: { state: 'active', nextSecondLookAt: { lte: now }, nextRunAt: { gt: now } },
    orderBy: { nextSecondLookAt: 'asc' },
    select: { id: true, nextSecondLookAt: true },
  });
  return rows.flatMap(({ id, nextSecondLookAt }) =>
    nextSecondLookAt === null ? [] : [{ id, dueAt: nextSecondLookAt }],
  );
}

/** The next daily run says when the next one is. False: another worker has taken it. */
export async function takeSecondLook(
  transaction: Transaction,
  connectorId: string,
  dueAt: Date,
): Promise<boolean> {
  const { count } = await transaction.connector.updateMany({
    where: { id: connectorId, state: 'active', nextSecondLookAt: dueAt },
    data: { nextSecondLookAt: null },
  });
  return count === 1;
}
