import type { Database } from '#lib/db/client.ts';
import type {
  MappingHistory,
  MappingRow,
  MappingVersion,
} from '#lib/domain/matching/mapping-history.ts';

/**
 * A version of a connector's mapping file and those before it, newest first. A version that came
 * after it decides nothing: the run does not know it.
 */
export async function listMappingVersionsUpTo(
  db: Database,
  versionId: string,
): Promise<readonly MappingVersion[]> {
  return db.$queryRaw<MappingVersion[]>`
    SELECT version.id, version.created_at AS "uploadedAt"
    FROM mapping_versions AS current
    JOIN mapping_versions AS version USING (connector_id)
    WHERE current.id = ${versionId}::uuid AND version.number <= current.number
    ORDER BY version.number DESC`;
}

type NumberRow = MappingRow & { readonly versionId: string; readonly mobileNumber: string };

/** What the versions say of these numbers. */
export async function findMappingHistory(
  db: Database,
  versions: readonly MappingVersion[],
  mobileNumbers: readonly string[],
): Promise<MappingHistory> {
  const found = await db.$queryRaw<NumberRow[]>`
    SELECT version_id AS "versionId", line, mobile_number AS "mobileNumber", mailbox,
      holds_from AS "holdsFrom", holds_until AS "holdsUntil"
    FROM mapping_rows
    WHERE mobile_number = ANY(${[...new Set(mobileNumbers)]}::text[])
      AND version_id = ANY(${versions.map(({ id }) => id)}::uuid[])
    ORDER BY line`;

  const rows = new Map<string, Map<string, MappingRow[]>>();
  for (const { versionId, mobileNumber, ...row } of found) {
    const byVersion = rows.get(mobileNumber) ?? new Map<string, MappingRow[]>();
    rows.set(mobileNumber, byVersion);
    const ofVersion = byVersion.get(versionId);
    if (ofVersion === undefined) byVersion.set(versionId, [row]);
    else ofVersion.push(row);
  }
  return { versions, rows };
}
