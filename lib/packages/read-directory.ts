import type { ItemNames } from '#lib/domain/packages/check-package.ts';
import type { PackageEntries } from '#lib/domain/packages/entry-location.ts';
import { isItemName, isManifestName } from '#lib/domain/packages/manifest.ts';
import {
  collectRefusals,
  packageDamaged,
  PackageRefusedError,
  type RefusalList,
  refuseEach,
} from '#lib/domain/packages/refusal.ts';
import { readDirectoryRecord, RECORD_BYTES } from '#lib/packages/directory-record.ts';
import { createEntryColumns, type EntryColumns } from '#lib/packages/entry-columns.ts';
import { type EndRecord, readEndRecord } from '#lib/packages/end-record.ts';
import {
  isPackageBomb,
  judgeRecord,
  MOST_DIRECTORY_BYTES,
  MOST_ENTRIES,
} from '#lib/packages/judge-record.ts';
import { createNameIndex, type NameIndex } from '#lib/packages/name-index.ts';
import { orderEntries } from '#lib/packages/order-entries.ts';
import type { StagedObject } from '#lib/staging/port.ts';

/** The files of a ZIP, sorted by what they are; none of them is read. */
export type PackageDirectory = {
  readonly items: PackageEntries;
  readonly manifests: PackageEntries;
  /** Neither items nor manifest. */
  readonly otherFiles: PackageEntries;
  readonly directories: PackageEntries;
  /** Those of `items`, by their places in it. */
  readonly itemNames: ItemNames;
};

const PIECE_BYTES = 1024 * 1024;

/**
 * Lists the files of a staged ZIP. Its bytes come from outside: a ZIP that is damaged, ambiguous or
 * made to harm is refused whole.
 * @throws {PackageRefusedError}
 * @throws {PortError} from the staging
 */
export async function readDirectory(staged: StagedObject): Promise<PackageDirectory> {
  const end = await readEndRecord(staged);
  if (end.entryCount > MOST_ENTRIES) {
    throw new PackageRefusedError(refuseEach('too-many-entries', [`${end.entryCount}`]));
  }
  if (end.endBytes - end.startBytes > MOST_DIRECTORY_BYTES) {
    const size = `${end.endBytes - end.startBytes}`;
    throw new PackageRefusedError(refuseEach('directory-too-large', [size]));
  }
  if (end.entryCount * RECORD_BYTES > end.endBytes - end.startBytes) {
    throw packageDamaged('fewer entries than it claims');
  }
  const refusals = collectRefusals();
  const namesBytes = end.endBytes - end.startBytes - end.entryCount * RECORD_BYTES;
  const columns = createEntryColumns(end.entryCount, namesBytes);
  const names = createNameIndex(end.entryCount, (index) => columns.nameAt(index));
  await readRecords(staged, { end, columns, names, refusals });
  const { order, endOffsets } = orderEntries(columns, end.startBytes, refusals);
  const found = refusals.list();
  if (found.length > 0) throw new PackageRefusedError(found);

  const sorted = sortByKind(columns, order);
  return {
    items: columns.toEntries(sorted.items, endOffsets),
    manifests: columns.toEntries(sorted.manifests, endOffsets),
    otherFiles: columns.toEntries(sorted.otherFiles, endOffsets),
    directories: columns.toEntries(sorted.directories, endOffsets),
    itemNames: {
      count: sorted.items.length,
      nameAt: (place) => columns.nameAt(sorted.items[place] ?? 0),
      isEmpty: (place) => columns.isEmpty(sorted.items[place] ?? 0),
      find(name) {
        const index = names.find(name);
        return index === null || !isItemName(name) ? null : (sorted.placeOf[index] ?? 0);
      },
    },
  };
}

type Reading = {
  readonly end: EndRecord;
  readonly columns: EntryColumns;
  readonly names: NameIndex;
  readonly refusals: RefusalList;
};

/** Fills the columns and the index of names. */
async function readRecords(
  staged: StagedObject,
  { end, columns, names, refusals }: Reading,
): Promise<void> {
  let totalBytes = 0;
  let bytes: Buffer = Buffer.alloc(0);
  let bytesOffset = end.startBytes;
  let at = 0;
  while (columns.count < end.entryCount) {
    const record = readDirectoryRecord(bytes, at);
    if (record === null) {
      const lengthBytes = Math.min(PIECE_BYTES, end.endBytes - bytesOffset - at);
      const isRead = lengthBytes <= bytes.length - at;
      if (isRead) throw packageDamaged('fewer entries than it claims');
      bytesOffset += at;
      bytes = await staged.read(bytesOffset, lengthBytes);
      at = 0;
      continue;
    }
    judgeRecord(record, refusals);
    const known = names.add(record.name, columns.count);
    if (known !== null) {
      const isSame = columns.nameAt(known) === record.name;
      refusals.add(isSame ? 'duplicate-name' : 'similar-names', record.name);
    }
    columns.add(record);
    totalBytes += record.uncompressedBytes;
    at += record.recordBytes;
  }
  if (bytesOffset + at !== end.endBytes) throw packageDamaged('more entries than it claims');
  if (isPackageBomb(totalBytes, staged.sizeBytes)) {
    refusals.add('package-expands-too-much', `${staged.sizeBytes} → ${totalBytes}`);
  }
}

function sortByKind(columns: EntryColumns, order: Uint32Array) {
  const items = new Uint32Array(order.length);
  const placeOf = new Uint32Array(order.length);
  const manifests: number[] = [];
  const otherFiles: number[] = [];
  const directories: number[] = [];
  let itemCount = 0;
  for (const index of order) {
    const name = columns.nameAt(index);
    if (isItemName(name)) {
      placeOf[index] = itemCount;
      items[itemCount] = index;
      itemCount += 1;
    } else if (isManifestName(name)) manifests.push(index);
    else (name.endsWith('/') ? directories : otherFiles).push(index);
  }
  return {
    items: items.subarray(0, itemCount),
    placeOf,
    manifests: Uint32Array.from(manifests),
    otherFiles: Uint32Array.from(otherFiles),
    directories: Uint32Array.from(directories),
  };
}
