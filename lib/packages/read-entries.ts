import { hash } from 'node:crypto';
import type { PackageEntry } from '#lib/domain/packages/entry-location.ts';
import { checkLocalHeader, findData, isExtentPossible } from '#lib/packages/check-local-header.ts';
import { isLarge, readEntry } from '#lib/packages/read-entry.ts';
import { openWindow, readExtent } from '#lib/packages/read-window.ts';
import { type PackedEntry, unpackTogether } from '#lib/packages/unpack-together.ts';
import type { StagedObject } from '#lib/staging/port.ts';

export type ReadEntry = {
  readonly entry: PackageEntry;
  readonly bytes: Buffer;
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string;
};

const ENTRIES_PER_BATCH = 1_000;
/** Of small entries that share one piece of memory. */
const BYTES_PER_GROUP = 128 * 1024;
/** What a batch holds in memory, but for a single larger entry, which has a batch of its own. */
const BYTES_PER_BATCH = 16 * 1024 * 1024;

/**
 * Reads entries one after the other, in large pieces of the staged object: fast when they come in
 * the order in which they lie there, which is the order of `listItems`.
 * @throws {PackageRefusedError} `package-damaged`, `entry-ambiguous` when an entry is not what the
 * directory promised
 * @throws {PortError} from the staging
 */
export async function* readEntries(
  staged: StagedObject,
  entries: Iterable<PackageEntry>,
): AsyncGenerator<readonly ReadEntry[]> {
  const window = openWindow(staged);
  let batch: ReadEntry[] = [];
  let batchBytes = 0;
  let group: (PackedEntry & { readonly entry: PackageEntry })[] = [];
  let groupBytes = 0;

  function endGroup(): void {
    for (const [index, bytes] of unpackTogether(group).entries()) {
      const entry = group[index]?.entry;
      if (entry !== undefined) batch.push({ entry, bytes, sha256: hash('sha256', bytes) });
    }
    group = [];
    groupBytes = 0;
  }

  for (const entry of entries) {
    const { uncompressedBytes } = entry.location;
    const count = batch.length + group.length;
    const isFull = count === ENTRIES_PER_BATCH || batchBytes + uncompressedBytes > BYTES_PER_BATCH;
    if (count > 0 && isFull) {
      endGroup();
      yield batch;
      batch = [];
      batchBytes = 0;
    }
    batchBytes += uncompressedBytes;
    if (!isLarge(entry.location) && isExtentPossible(entry)) {
      const packed = findData(await readExtent(window, entry), entry);
      group.push({ packed, location: entry.location, entry });
      groupBytes += uncompressedBytes;
      if (groupBytes >= BYTES_PER_GROUP) endGroup();
    } else {
      endGroup();
      const bytes = await readWhole(staged, entry);
      batch.push({ entry, bytes, sha256: hash('sha256', bytes) });
    }
  }
  endGroup();
  if (batch.length > 0) yield batch;
}

async function readWhole(staged: StagedObject, entry: PackageEntry): Promise<Buffer> {
  await checkLocalHeader(staged, entry);
  return readEntry(staged, entry.location);
}
