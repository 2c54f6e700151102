import { loadMappingRows } from '#lib/db/mapping-pages.ts';
import type { Database } from '#lib/db/client.ts';
import {
  countMappingRows,
  findMappingHistory,
  listMappingVersionsUpTo,
} from '#lib/db/mapping-rows.ts';
import type { MappingHistory, MappingVersion } from '#lib/domain/matching/mapping-history.ts';
import type { MappingFileRows } from '#lib/domain/mapping-file/mapping-file-rows.ts';

/** What the files up to one version say of the numbers of a batch. */
type MappingLookup = (mobileNumbers: readonly string[]) => Promise<MappingHistory>;

/** Some 100 MB; files that are larger in all stay in the database. */
const MOST_ROWS_IN_MEMORY = 2_000_000;
/** A look-up reads a page, which has about so many rows. */
const ROWS_READ_PER_LOOKUP = 128;
const REMEMBERED_AT_MOST = 2;

const lookupsByDatabase = new WeakMap<Database, Map<string, Promise<MappingLookup>>>();

/**
 * The look-up for a run's version. A version never changes, so that all runs and batches of a process
 * share it; the one that was not used for the longest time goes first.
 */
export function mappingLookupOf(db: Database, versionId: string): Promise<MappingLookup> {
  const lookups = lookupsByDatabase.get(db) ?? new Map<string, Promise<MappingLookup>>();
  lookupsByDatabase.set(db, lookups);
  const lookup = lookups.get(versionId) ?? openMappingLookup(db, versionId);
  lookups.delete(versionId);
  lookups.set(versionId, lookup);
  lookup.catch(() => lookups.delete(versionId));
  const [oldest] = lookups.keys();
  if (lookups.size > REMEMBERED_AT_MOST && oldest !== undefined) lookups.delete(oldest);
  return lookup;
}

/**
 * Asks the database for the numbers of each batch, until so many were asked for that reading the
 * files whole would have been as cheap; from then on they are in memory.
 */
async function openMappingLookup(db: Database, versionId: string): Promise<MappingLookup> {
  const versions = await listMappingVersionsUpTo(db, versionId);
  const rowCount = await countMappingRows(db, versions);
  let asked = 0;
  let tables: Promise<ReadonlyMap<string, MappingFileRows>> | undefined;

  return async (mobileNumbers) => {
    const wanted = new Set(mobileNumbers);
    asked += wanted.size;
    const isWorthReading = asked * ROWS_READ_PER_LOOKUP >= rowCount;
    if (tables === undefined && isWorthReading && rowCount <= MOST_ROWS_IN_MEMORY) {
      tables = readTables(db, versions);
      // The next batch tries again.
      tables.catch(() => (tables = undefined));
    }
    if (tables === undefined) return findMappingHistory(db, versions, [...wanted]);
    const inMemory = await tables;
    return {
      versions,
      rowsOf: (mobileNumber, versionId) =>
        inMemory.get(versionId)?.rowsOf(Number(mobileNumber)) ?? [],
    };
  };
}

async function readTables(db: Database, versions: readonly MappingVersion[]) {
  const tables = new Map<string, MappingFileRows>();
  for (const { id } of versions) tables.set(id, await loadMappingRows(db, id));
  return tables;
}
