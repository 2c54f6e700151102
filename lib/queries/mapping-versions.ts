import 'server-only';
import { hasPermission } from '#lib/auth/roles.ts';
import { authorize } from '#lib/auth/session.ts';
import { database } from '#lib/db/client.ts';
import { findConnectorName } from '#lib/db/connectors.ts';
import { bytesOfMappingPages } from '#lib/db/mapping-pages.ts';
import {
  findMappingVersion,
  listMappingVersions,
  type OwnedMappingVersion,
} from '#lib/db/mapping-versions.ts';
import { AppError } from '#lib/domain/errors.ts';
import {
  compareMappingPages,
  type MappingChange,
} from '#lib/domain/mapping-file/compare-mapping-pages.ts';
import type {
  MappingComparisonView,
  MappingHistoryView,
} from '#lib/domain/mapping-file/mapping-version-view.ts';
import {
  mappingFileCells,
  MAPPING_FILE_HEADER,
} from '#lib/domain/mapping-file/write-mapping-file.ts';
import { writeCsv, writeCsvRows } from '#lib/domain/write-csv.ts';
import { compareMappingVersions as compare } from '#lib/db/compare-mapping-versions.ts';
import type { Download } from '#lib/queries/answer-file.ts';
import { mappingFileOf } from '#lib/queries/mapping-file.ts';
import { requireId } from '#lib/queries/require-id.ts';
import { streamOf } from '#lib/queries/stream-of.ts';

/** The history page. @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function getMappingHistory(connectorId: string): Promise<MappingHistoryView> {
  await authorize('connectors.read');
  const connectorName = await findConnectorName(database(), requireId(connectorId));
  if (connectorName === null) throw new AppError('not-found', 'This connector does not exist.');
  const versions = await listMappingVersions(database(), connectorId);
  return {
    connectorId,
    connectorName,
    versions: versions.map((version) => ({
      ...version,
      createdAt: version.createdAt.toISOString(),
    })),
  };
}

/**
 * What `to` changes against `from`, or what no file would (null).
 * @throws {AppError} `signed-out`, `forbidden` or `not-found`
 */
export async function compareMappingVersions(
  from: string,
  to: string | null,
): Promise<MappingComparisonView> {
  const before = await openVersion(from);
  const after = to === null ? null : await openVersion(to);
  const proposedFor = before.connectorId === null ? null : (after?.proposedFor ?? null);
  const { counts, shown, heldItems } = await compare(database(), {
    fromVersionId: before.id,
    toVersionId: after?.id ?? null,
    connectorId: after?.connectorId ?? proposedFor,
  });
  return { counts, heldItems, shown: shown.map(toChangeView) };
}

/** A version as a mapping file. @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function openMappingFile(versionId: string): Promise<Download> {
  const version = await openVersion(versionId);
  return {
    fileName: `mapping-version-${version.number}.csv`,
    bytes: streamOf(mappingFileOf(version.id)),
  };
}

/** Every change between two versions. @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function openMappingChanges(from: string, to: string | null): Promise<Download> {
  const before = await openVersion(from);
  const after = to === null ? null : await openVersion(to);
  const fileName = `mapping-changes-${before.number}-${after?.number ?? 'none'}.csv` as const;
  return { fileName, bytes: streamOf(changesOf(before.id, after?.id ?? null)) };
}

/** A file that has not been confirmed, or belongs to a draft, is its author's alone. */
async function openVersion(versionId: string): Promise<OwnedMappingVersion> {
  const { user } = await authorize('mapping.read');
  const version = await findMappingVersion(database(), requireId(versionId));
  const isOwn = version?.author === user.email && hasPermission(user.roles, 'connectors.write');
  if (version === null || (version.connectorId === null && !isOwn)) {
    throw new AppError('not-found', 'This version does not exist.');
  }
  return version;
}

const LINES_PER_PIECE = 1000;

async function* changesOf(from: string, to: string | null): AsyncGenerator<string> {
  const [number, ...limits] = MAPPING_FILE_HEADER;
  yield writeCsv([['Change', number, 'File', ...limits]]);
  let lines: (readonly string[])[] = [];
  const pages = (versionId: string | null) => bytesOfMappingPages(database(), versionId);
  for await (const { kind, mobileNumber, before, after } of compareMappingPages(
    pages(from),
    pages(to),
  )) {
    for (const [file, rows] of [['before', before] as const, ['after', after] as const]) {
      for (const row of rows) {
        const [, ...cells] = mappingFileCells(row);
        lines.push([kind, mobileNumber, file, ...cells]);
      }
    }
    if (lines.length < LINES_PER_PIECE) continue;
    yield writeCsvRows(lines);
    lines = [];
  }
  yield writeCsvRows(lines);
}

function toChangeView({ kind, mobileNumber, before, after }: MappingChange) {
  const toRow = ({ mailbox, holdsFrom, holdsUntil }: MappingChange['before'][number]) => ({
    mailbox,
    holdsFrom: holdsFrom?.toISOString() ?? null,
    holdsUntil: holdsUntil?.toISOString() ?? null,
  });
  return { kind, mobileNumber, before: before.map(toRow), after: after.map(toRow) };
}
