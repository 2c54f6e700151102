import type { Database } from '#lib/db/client.ts';
import { decodeMappingPage } from '#lib/domain/mapping-file/mapping-page.ts';
import {
  type MappingHistory,
  type MappingRow,
  type MappingVersion,
} from '#lib/domain/matching/mapping-history.ts';

/**
 * A version of a connector's or a draft's mapping file and those before it, newest first. A version that came
 * after it decides nothing: the run does not know it.
 */
export async function listMappingVersionsUpTo(
  db: Database,
  versionId: string,
): Promise<readonly MappingVersion[]> {
  return db.$queryRaw<MappingVersion[]>`
    SELECT version.id, version.created_at AS "uploadedAt"
    FROM mapping_versions AS current
    JOIN mapping_versions AS version
      ON version.connector_id = current.connector_id OR version.draft_id = current.draft_id
    WHERE current.id = ${versionId}::uuid AND version.number <= current.number
    ORDER BY version.number DESC`;
}

/** How many rows the versions have in all. */
export async function countMappingRows(
  db: Database,
  versions: readonly Pick<MappingVersion, 'id'>[],
): Promise<number> {
  const { _sum } = await db.mappingVersion.aggregate({
    where: { id: { in: versions.map(({ id }) => id) } },
    _sum: { rowCount: true },
  });
  return _sum.rowCount ?? 0;
}

/** What the versions say of these numbers (E.164 digits). */
export async function findMappingHistory(
  db: Database,
  versions: readonly MappingVersion[],
  mobileNumbers: readonly string[],
): Promise<MappingHistory> {
  const wanted = new Set(mobileNumbers);
  const found = await db.$queryRaw<{ versionId: string; rows: Uint8Array }[]>`
    SELECT version_id AS "versionId", rows FROM mapping_pages
    WHERE (version_id, number) IN (
      SELECT page.version_id, page.number
      FROM unnest(${[...wanted]}::text[]::bigint[]) AS wanted (number)
      CROSS JOIN unnest(${versions.map(({ id }) => id)}::uuid[]) AS version (id)
      CROSS JOIN LATERAL (
        SELECT version_id, number, last_number FROM mapping_pages
        WHERE version_id = version.id AND first_number <= wanted.number
        ORDER BY first_number DESC LIMIT 1
      ) AS page
      WHERE page.last_number >= wanted.number)`;

  const rows = new Map<string, Map<string, MappingRow[]>>();
  for (const page of found) {
    for (const { mobileNumber, ...row } of decodeMappingPage(page.rows)) {
      if (!wanted.has(mobileNumber)) continue;
      const byVersion = rows.get(mobileNumber) ?? new Map<string, MappingRow[]>();
      rows.set(mobileNumber, byVersion);
      const ofVersion = byVersion.get(page.versionId);
      if (ofVersion === undefined) byVersion.set(page.versionId, [row]);
      else ofVersion.push(row);
    }
  }
  return {
    versions,
    rowsOf: (mobileNumber, versionId) => rows.get(mobileNumber)?.get(versionId) ?? [],
  };
}
