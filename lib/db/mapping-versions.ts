import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Database, Transaction } from '#lib/db/client.ts';
import {
  mappingChangesSchema,
  type MappingChanges,
} from '#lib/domain/mapping-file/mapping-changes.ts';

const summaryColumns = {
  id: true,
  number: true,
  fileName: true,
  sha256: true,
  rowCount: true,
  author: true,
  createdAt: true,
  changes: true,
  restoredFrom: true,
} as const;

export type MappingVersionSummary = {
  readonly id: string;
  /** 1, 2, 3 … of a connector. */
  readonly number: number;
  readonly fileName: string;
  readonly sha256: string;
  readonly rowCount: number;
  readonly author: string;
  readonly createdAt: Date;
  /** Against the version before; null for the first. */
  readonly changes: MappingChanges | null;
  /** The earlier version that this one went back to. */
  readonly restoredFrom: number | null;
};

type SummaryRow = Omit<MappingVersionSummary, 'changes'> & { readonly changes: unknown };

function toSummary(row: SummaryRow): MappingVersionSummary {
  return { ...row, changes: mappingChangesSchema.nullable().parse(row.changes) };
}

/** The first version a connector has; those of a draft become it on Finish. */
const FIRST_VERSION = 1;
/** Of a file that nobody has confirmed yet. */
const NO_NUMBER = 0;

export async function findDraftMappingVersion(
  db: Database | Transaction,
  draftId: string,
): Promise<MappingVersionSummary | null> {
  const row = await db.mappingVersion.findFirst({
    where: { draftId },
    orderBy: { createdAt: 'desc' },
    select: summaryColumns,
  });
  return row && toSummary(row);
}

/** The version that is in force. */
export async function findConnectorMappingVersion(
  db: Database | Transaction,
  connectorId: string,
): Promise<MappingVersionSummary | null> {
  const row = await db.mappingVersion.findFirst({
    where: { connectorId },
    orderBy: { number: 'desc' },
    select: summaryColumns,
  });
  return row && toSummary(row);
}

/** All versions of a connector, the newest first. */
export async function listMappingVersions(
  db: Database,
  connectorId: string,
): Promise<readonly MappingVersionSummary[]> {
  const rows = await db.mappingVersion.findMany({
    where: { connectorId },
    orderBy: { number: 'desc' },
    select: summaryColumns,
  });
  return rows.map(toSummary);
}

export type OwnedMappingVersion = MappingVersionSummary & {
  readonly connectorId: string | null;
  readonly draftId: string | null;
  readonly proposedFor: string | null;
};

export async function findMappingVersion(
  db: Database | Transaction,
  versionId: string,
): Promise<OwnedMappingVersion | null> {
  const row = await db.mappingVersion.findUnique({
    where: { id: versionId },
    select: { ...summaryColumns, connectorId: true, draftId: true, proposedFor: true },
  });
  return row && { ...row, ...toSummary(row) };
}

export type NewMappingVersion = {
  readonly proposedFor: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly rowCount: number;
  readonly author: string;
};

/** A version that decides nothing yet. Its rows come next, in the same transaction. */
export async function insertProposedVersion(
  transaction: Transaction,
  version: NewMappingVersion,
): Promise<string> {
  const { id } = await transaction.mappingVersion.create({
    data: { ...version, number: NO_NUMBER },
    select: { id: true },
  });
  return id;
}

export async function saveMappingChanges(
  db: Database | Transaction,
  versionId: string,
  changes: MappingChanges,
): Promise<void> {
  await db.mappingVersion.update({ where: { id: versionId }, data: { changes } });
}

/** Those of one person for a connector or a draft, and everybody's that were forgotten before `before`. */
export async function deleteProposedVersions(
  db: Database | Transaction,
  { proposedFor, author, before }: { proposedFor: string; author: string; before: Date },
): Promise<void> {
  await db.mappingVersion.deleteMany({
    where: {
      proposedFor: { not: null },
      OR: [{ proposedFor, author }, { createdAt: { lt: before } }],
    },
  });
}

/** The draft's only version from now on. False: there is no such file, or it is somebody else's. */
export async function giveProposedVersionToDraft(
  transaction: Transaction,
  { versionId, draftId, author }: { versionId: string; draftId: string; author: string },
): Promise<boolean> {
  await transaction.mappingVersion.deleteMany({ where: { draftId } });
  const { count } = await transaction.mappingVersion.updateMany({
    where: { id: versionId, proposedFor: draftId, author },
    data: { draftId, proposedFor: null, number: FIRST_VERSION },
  });
  return count === 1;
}

/** The connector's next version, in force from `now` on. The connector must be locked. */
export async function giveProposedVersionToConnector(
  transaction: Transaction,
  hand: {
    readonly versionId: string;
    readonly connectorId: string;
    readonly author: string;
    readonly number: number;
    readonly now: Date;
  },
): Promise<boolean> {
  const { versionId, connectorId, author, number, now } = hand;
  const { count } = await transaction.mappingVersion.updateMany({
    where: { id: versionId, proposedFor: connectorId, author },
    data: { connectorId, proposedFor: null, number, createdAt: now },
  });
  return count === 1;
}

/** An earlier version once more, without its rows. The connector must be locked. */
export async function insertRestoredVersion(
  transaction: Transaction,
  version: {
    readonly connectorId: string;
    readonly number: number;
    readonly restored: MappingVersionSummary;
    readonly changes: MappingChanges;
    readonly author: string;
    readonly now: Date;
  },
): Promise<string> {
  const { connectorId, number, restored, changes, author, now } = version;
  const { fileName, sha256, rowCount } = restored;
  const { id } = await transaction.mappingVersion.create({
    data: {
      ...{ connectorId, number, fileName, sha256, rowCount, author, changes },
      restoredFrom: restored.number,
      createdAt: now,
    },
    select: { id: true },
  });
  return id;
}

/** A version without rows: from now on there is no file. The connector must be locked. */
export async function insertRemoval(
  transaction: Transaction,
  removal: {
    readonly connectorId: string;
    readonly number: number;
    readonly changes: MappingChanges;
    readonly author: string;
    readonly now: Date;
  },
): Promise<string> {
  const { now, ...version } = removal;
  const { id } = await transaction.mappingVersion.create({
    data: { ...version, fileName: '', sha256: hash('sha256', ''), rowCount: 0, createdAt: now },
    select: { id: true },
  });
  return id;
}

/** Two uploads at once get two numbers. */
export async function lockConnectorMapping(
  transaction: Transaction,
  connectorId: string,
): Promise<void> {
  await transaction.$executeRaw`
    SELECT 1 FROM connectors WHERE id = ${connectorId}::uuid FOR UPDATE`;
}

/** No import has used them, so nothing is lost. */
export async function deleteDraftMappingVersions(
  transaction: Transaction,
  draftId: string,
): Promise<void> {
  await transaction.mappingVersion.deleteMany({
    where: { OR: [{ draftId }, { proposedFor: draftId }] },
  });
}

/** On Finish the draft's version becomes the connector's. Its changes were those within the draft. */
export async function giveMappingVersionToConnector(
  transaction: Transaction,
  hand: { readonly draftId: string; readonly connectorId: string },
): Promise<void> {
  await transaction.$executeRaw`
    UPDATE mapping_versions SET connector_id = ${hand.connectorId}::uuid, draft_id = NULL, changes = NULL
    WHERE draft_id = ${hand.draftId}::uuid`;
}

const heldNumbersSchema = z.array(z.object({ itemId: z.string(), mobileNumber: z.string() }));

/** Numbers that nobody was found for, of items that are held now, with their items. */
export async function listHeldNumbers(
  db: Database | Transaction,
  connectorId: string,
): Promise<readonly { readonly itemId: string; readonly mobileNumber: string }[]> {
  const rows = await db.$queryRaw`
    SELECT item.id::text AS "itemId", participant->>'mobileNumber' AS "mobileNumber"
    FROM items AS item CROSS JOIN LATERAL jsonb_array_elements(item.unmatched) AS participant
    WHERE item.connector_id = ${connectorId}::uuid AND item.unmatched IS NOT NULL
      AND participant->>'mobileNumber' IS NOT NULL
      AND EXISTS (SELECT 1 FROM deliveries AS delivery
        WHERE delivery.item_id = item.id AND delivery.state = 'held' AND delivery.resolved_at IS NULL)`;
  return heldNumbersSchema.parse(rows);
}

/** The versions that decided over a run's deliveries, or that held when it began. */
export async function listMappingVersionsOfRun(
  db: Transaction,
  runId: string,
): Promise<readonly { readonly id: string; readonly number: number }[]> {
  return db.$queryRaw`
    SELECT id::text, number FROM mapping_versions
    WHERE id IN (
      SELECT mapping_version_id FROM runs WHERE id = ${runId}::uuid
      UNION
      SELECT mapping_version_id FROM deliveries WHERE run_id = ${runId}::uuid)
    ORDER BY number`;
}
