import { z } from 'zod';
import type { Database, Transaction } from '#lib/db/client.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import { readAfterImport } from '#lib/db/connector-settings.ts';

const settingsSchema = z.record(z.string(), z.json());

/** A connector as an edit sees it, locked until the transaction ends; null when there is none. */
export async function lockConnectorForEdit(transaction: Transaction, connectorId: string) {
  await transaction.$queryRaw`
    SELECT 1 FROM connectors WHERE id = ${connectorId}::uuid FOR UPDATE`;
  const row = await transaction.connector.findUnique({
    where: { id: connectorId, state: { in: ['active', 'paused'] } },
    select: {
      kind: true,
      name: true,
      state: true,
      sourceKind: true,
      sourceSettings: true,
      automaticMapping: true,
      largestItemBytes: true,
      scheduleTime: true,
      scheduleTimeZone: true,
      secondLookTime: true,
      mappingVersions: { orderBy: { number: 'desc' }, take: 1, select: { id: true } },
    },
  });
  if (row === null) return null;
  const { mappingVersions, ...connector } = row;
  return {
    ...connector,
    sourceSettings: settingsSchema.parse(row.sourceSettings),
    afterImport: readAfterImport(row.sourceSettings),
    mappingVersionId: mappingVersions[0]?.id ?? null,
  };
}
export type LockedConnector = NonNullable<Awaited<ReturnType<typeof lockConnectorForEdit>>>;

/** One's own edit of a connector that is not saved; null when there is none. */
export async function findOpenEdit(
  db: Database | Transaction,
  { connectorId, owner }: { readonly connectorId: string; readonly owner: string },
): Promise<string | null> {
  const row = await db.connectorDraft.findFirst({
    where: { editsId: connectorId, owner, finishedAt: null },
    orderBy: { updatedAt: 'desc' },
    select: { id: true },
  });
  return row?.id ?? null;
}

export async function findConnectorNameOf(
  db: Database | Transaction,
  connectorId: string,
): Promise<string | null> {
  const row = await db.connector.findUnique({
    where: { id: connectorId },
    select: { name: true },
  });
  return row?.name ?? null;
}

/** Changes what the caller has locked. */
export async function saveConnectorEdit(
  transaction: Transaction,
  connectorId: string,
  data: Prisma.ConnectorUpdateInput,
): Promise<void> {
  await transaction.connector.update({ where: { id: connectorId }, data, select: { id: true } });
}

/** The draft's file becomes the connector's next version, which the caller has locked. */
export async function addMappingVersionOfDraft(
  transaction: Transaction,
  { draftId, connectorId }: { readonly draftId: string; readonly connectorId: string },
): Promise<{ readonly id: string; readonly number: number; readonly rowCount: number } | null> {
  const { _max } = await transaction.mappingVersion.aggregate({
    where: { connectorId },
    _max: { number: true },
  });
  const [version] = await transaction.mappingVersion.updateManyAndReturn({
    where: { draftId },
    data: { connectorId, draftId: null, number: (_max.number ?? 0) + 1 },
    select: { id: true, number: true, rowCount: true },
  });
  return version ?? null;
}
