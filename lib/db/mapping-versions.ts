import type { Database, Transaction } from '#lib/db/client.ts';
import type { MappingFileRow } from '#lib/domain/mapping-file/parse-mapping-row.ts';

export type MappingVersionSummary = {
  readonly id: string;
  readonly fileName: string;
  readonly rowCount: number;
  readonly author: string;
  readonly createdAt: Date;
};

export type NewMappingVersion = {
  readonly draftId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly author: string;
  readonly rows: readonly MappingFileRow[];
};

/** The first version a connector has; those of a draft become it on Finish. */
const FIRST_VERSION = 1;

export async function findDraftMappingVersion(
  db: Database | Transaction,
  draftId: string,
): Promise<MappingVersionSummary | null> {
  return db.mappingVersion.findFirst({
    where: { draftId },
    orderBy: { createdAt: 'desc' },
    select: { id: true, fileName: true, rowCount: true, author: true, createdAt: true },
  });
}

/** The one that the connector's next import goes by. */
export async function findConnectorMappingVersion(
  db: Database | Transaction,
  connectorId: string,
): Promise<MappingVersionSummary | null> {
  return db.mappingVersion.findFirst({
    where: { connectorId },
    orderBy: { number: 'desc' },
    select: { id: true, fileName: true, rowCount: true, author: true, createdAt: true },
  });
}

export async function insertMappingVersion(
  transaction: Transaction,
  { rows, ...version }: NewMappingVersion,
): Promise<void> {
  const { id } = await transaction.mappingVersion.create({
    data: { ...version, number: FIRST_VERSION, rowCount: rows.length },
    select: { id: true },
  });
  await insertMappingRows(transaction, id, rows);
}

/** The connector's next version. Its row is locked, so that two uploads at once get two numbers. */
export async function insertConnectorMappingVersion(
  transaction: Transaction,
  { rows, ...version }: Omit<NewMappingVersion, 'draftId'> & { readonly connectorId: string },
): Promise<{ id: string; number: number }> {
  const { connectorId } = version;
  await transaction.$executeRaw`
    SELECT 1 FROM connectors WHERE id = ${connectorId}::uuid FOR UPDATE`;
  const { _max } = await transaction.mappingVersion.aggregate({
    where: { connectorId },
    _max: { number: true },
  });
  const created = await transaction.mappingVersion.create({
    data: { ...version, number: (_max.number ?? 0) + 1, rowCount: rows.length },
    select: { id: true, number: true },
  });
  await insertMappingRows(transaction, created.id, rows);
  return created;
}

/** No import has used them, so nothing is lost. */
export async function deleteDraftMappingVersions(
  transaction: Transaction,
  draftId: string,
): Promise<void> {
  await transaction.mappingVersion.deleteMany({ where: { draftId } });
}

/** On Finish the draft's version becomes the connector's. */
export async function giveMappingVersionToConnector(
  transaction: Transaction,
  hand: { readonly draftId: string; readonly connectorId: string },
): Promise<void> {
  await transaction.mappingVersion.updateMany({
    where: { draftId: hand.draftId },
    data: { connectorId: hand.connectorId, draftId: null },
  });
}

/** One statement with an array a column: a parameter for each value of a large file is too many. */
async function insertMappingRows(
  transaction: Transaction,
  versionId: string,
  rows: readonly MappingFileRow[],
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO mapping_rows (version_id, line, mobile_number, mailbox, holds_from, holds_until)
    SELECT ${versionId}::uuid, line, mobile_number, mailbox, holds_from, holds_until
    FROM unnest(
      ${rows.map(({ line }) => line)}::int[],
      ${rows.map(({ mobileNumber }) => mobileNumber)}::text[],
      ${rows.map(({ mailbox }) => mailbox)}::text[],
      ${rows.map(({ holdsFrom }) => holdsFrom?.toISOString() ?? null)}::timestamptz[],
      ${rows.map(({ holdsUntil }) => holdsUntil?.toISOString() ?? null)}::timestamptz[]
    ) AS row (line, mobile_number, mailbox, holds_from, holds_until)`;
}
