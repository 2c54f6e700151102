import type { Entry } from 'yauzl';
import type { PackageEntry } from '#lib/domain/packages/entry-location.ts';
import { repeated } from '#lib/domain/packages/check-package.ts';
import { type PackageRefusal, refuseEach } from '#lib/domain/packages/refusal.ts';

const MEBIBYTE = 1024 * 1024;

/** Far above a day of the largest firm, far below what would exhaust a worker. */
export const MOST_ENTRIES = 500_000;
/** The largest item a connector can be allowed (150 MB) in base64, and room for the rest of it. */
const LARGEST_ENTRY_BYTES = 256 * MEBIBYTE;
/** Text shrinks 3 to 10 fold and media hardly; small things may shrink as they like. */
const ENTRY_RATIO = { most: 200, fromBytes: 32 * MEBIBYTE };
const PACKAGE_RATIO = { most: 100, fromBytes: 1024 * MEBIBYTE };

const UNIX_FILE_TYPE = 0o170000;
const UNIX_LINK = 0o120000;
const LOCAL_HEADER_BYTES = 30;

/** An entry of the ZIP's directory beside what Custody made of it. */
export type DirectoryEntry = { readonly raw: Entry; readonly entry: PackageEntry };

/** What makes a ZIP unsafe or ambiguous to read, found before any entry is. */
export function checkEntries(
  found: readonly DirectoryEntry[],
  packageBytes: number,
): readonly PackageRefusal[] {
  const namesWhere = (isWrong: (it: DirectoryEntry) => boolean) =>
    found.filter(isWrong).map(({ entry }) => entry.name);
  const totalBytes = found.reduce((sum, { raw }) => sum + raw.uncompressedSize, 0);
  return [
    ...refuseEach('entry-path-unsafe', namesWhere(isPathUnsafe)),
    ...refuseEach('entry-is-link', namesWhere(isLink)),
    ...refuseEach(
      'entry-encrypted',
      namesWhere(({ raw }) => raw.isEncrypted()),
    ),
    ...refuseEach(
      'entry-method-unknown',
      namesWhere(({ raw }) => raw.compressionMethod !== 0 && raw.compressionMethod !== 8),
    ),
    ...refuseEach('duplicate-name', repeated(found.map(({ entry }) => entry.name))),
    ...refuseEach(
      'entry-too-large',
      namesWhere(({ raw }) => raw.uncompressedSize > LARGEST_ENTRY_BYTES),
    ),
    ...refuseEach(
      'entry-expands-too-much',
      namesWhere(({ raw }) => expands(ENTRY_RATIO, raw.uncompressedSize, raw.compressedSize)),
    ),
    ...refuseEach(
      'package-expands-too-much',
      expands(PACKAGE_RATIO, totalBytes, packageBytes) ? [`${packageBytes} → ${totalBytes}`] : [],
    ),
    ...refuseEach('entries-overlap', findOverlaps(found, packageBytes)),
  ];
}

function expands(
  { most, fromBytes }: { most: number; fromBytes: number },
  uncompressedBytes: number,
  compressedBytes: number,
): boolean {
  return uncompressedBytes > fromBytes && uncompressedBytes > most * compressedBytes;
}

/** Nothing is ever unpacked to a path, but a name like this comes from no honest sender. */
function isPathUnsafe({ entry: { name } }: DirectoryEntry): boolean {
  const parts = name.split('/');
  return name === '' || /^[a-z]:|^\/|[\\\u0000-\u001f\u007f]/i.test(name) || parts.includes('..');
}

function isLink({ raw }: DirectoryEntry): boolean {
  return ((raw.externalFileAttributes >>> 16) & UNIX_FILE_TYPE) === UNIX_LINK;
}

/** Entries that share bytes, the trick of the ZIP bombs that defeat every ratio, or lie outside. */
function findOverlaps(found: readonly DirectoryEntry[], packageBytes: number): readonly string[] {
  const inOrder = found.toSorted(
    (left, right) => left.entry.location.headerOffset - right.entry.location.headerOffset,
  );
  return inOrder.flatMap(({ raw, entry }, index) => {
    const { headerOffset, compressedBytes } = entry.location;
    const endBytes = headerOffset + LOCAL_HEADER_BYTES + raw.fileNameLength + compressedBytes;
    const nextBytes = inOrder[index + 1]?.entry.location.headerOffset ?? packageBytes;
    return endBytes > nextBytes ? [entry.name] : [];
  });
}
