import type { PackageEntries, PackageEntry } from '#lib/domain/packages/entry-location.ts';
import type { DirectoryRecord } from '#lib/packages/directory-record.ts';

/** What is kept of a directory: some 25 bytes and its name for each entry, instead of objects. */
export type EntryColumns = {
  readonly count: number;
  add(record: DirectoryRecord): void;
  nameAt(index: number): string;
  headerOffsetAt(index: number): number;
  /** Without the header's own extra fields, which only the header knows. */
  leastEndAt(index: number): number;
  isEmpty(index: number): boolean;
  /** Those entries, by their indices in the order in which they lie in the package. */
  toEntries(indices: Uint32Array, endOffsets: Float64Array): PackageEntries;
};

const LOCAL_HEADER_BYTES = 30;

/**
 * Room for that many entries, no more.
 * @param namesBytes what their names take in the directory; in UTF-8 it can be more
 */
export function createEntryColumns(capacity: number, namesBytes: number): EntryColumns {
  const headerOffsets = new Float64Array(capacity);
  // Entries above 4 GB are refused before anything is read of them.
  const compressed = new Uint32Array(capacity);
  const uncompressed = new Uint32Array(capacity);
  const checksums = new Uint32Array(capacity);
  const isDeflated = new Uint8Array(capacity);
  const rawNameBytes = new Uint16Array(capacity);
  const nameEnds = new Uint32Array(capacity);
  let names = Buffer.alloc(namesBytes);
  let count = 0;

  const nameStartAt = (index: number) => (index === 0 ? 0 : (nameEnds[index - 1] ?? 0));
  const nameAt = (index: number) => names.toString('utf8', nameStartAt(index), nameEnds[index]);
  const headerOffsetAt = (index: number) => headerOffsets[index] ?? 0;

  function keepName(name: string): number {
    const start = nameStartAt(count);
    const needed = start + Buffer.byteLength(name);
    if (needed > names.length) {
      const wider = Buffer.alloc(Math.max(needed, Math.ceil(names.length * 1.5)));
      names.copy(wider);
      names = wider;
    }
    return start + names.write(name, start);
  }

  function entryAt(index: number, endOffset: number): PackageEntry {
    return {
      name: nameAt(index),
      endOffset,
      location: {
        headerOffset: headerOffsetAt(index),
        compressedBytes: compressed[index] ?? 0,
        uncompressedBytes: uncompressed[index] ?? 0,
        crc32: checksums[index] ?? 0,
        method: isDeflated[index] === 1 ? 'deflated' : 'stored',
      },
    };
  }

  function toEntries(indices: Uint32Array, endOffsets: Float64Array): PackageEntries {
    return {
      length: indices.length,
      slice: (start, end) => toEntries(indices.subarray(start, end), endOffsets),
      *[Symbol.iterator]() {
        for (const index of indices) yield entryAt(index, endOffsets[index] ?? 0);
      },
    };
  }

  return {
    get count() {
      return count;
    },
    add(record) {
      headerOffsets[count] = record.headerOffset;
      compressed[count] = record.compressedBytes;
      uncompressed[count] = record.uncompressedBytes;
      checksums[count] = record.crc32;
      isDeflated[count] = record.method === 8 ? 1 : 0;
      rawNameBytes[count] = record.nameBytes;
      nameEnds[count] = keepName(record.name);
      count += 1;
    },
    nameAt,
    headerOffsetAt,
    leastEndAt: (index) =>
      headerOffsetAt(index) +
      LOCAL_HEADER_BYTES +
      (rawNameBytes[index] ?? 0) +
      (compressed[index] ?? 0),
    isEmpty: (index) => uncompressed[index] === 0,
    toEntries,
  };
}
