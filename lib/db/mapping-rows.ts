import type { Database } from '#lib/db/client.ts';
import type { MappingRow } from '#lib/domain/matching/match-item.ts';

/** The rows of a version for these mobile numbers, in the order of the file. */
export async function listMappingRows(
  db: Database,
  versionId: string,
  mobileNumbers: readonly string[],
): Promise<ReadonlyMap<string, readonly MappingRow[]>> {
  const rows = await db.mappingRow.findMany({
    where: { versionId, mobileNumber: { in: [...new Set(mobileNumbers)] } },
    orderBy: { line: 'asc' },
    select: { line: true, mobileNumber: true, mailbox: true, holdsFrom: true, holdsUntil: true },
  });
  return Map.groupBy(rows, ({ mobileNumber }) => mobileNumber);
}
