import type { RefusalList } from '#lib/domain/packages/refusal.ts';
import type { DirectoryRecord } from '#lib/packages/directory-record.ts';

const MEBIBYTE = 1024 * 1024;

/** A day of a million messages, its manifest, and half as many again. */
export const MOST_ENTRIES = 1_500_000;
/** Of the ZIP's directory, which is read piece by piece: 170 bytes for each of the most entries. */
export const MOST_DIRECTORY_BYTES = 256 * MEBIBYTE;
/** The largest item a connector can be allowed (150 MB) in base64, and room for the rest of it. */
const LARGEST_ENTRY_BYTES = 256 * MEBIBYTE;
/** Text shrinks 3 to 10 fold and media hardly; small things may shrink as they like. */
const ENTRY_RATIO = { most: 200, fromBytes: 32 * MEBIBYTE };
const PACKAGE_RATIO = { most: 100, fromBytes: 1024 * MEBIBYTE };

const FILE_TYPE = 0o170000;
const LINK = 0o120000;
const REGULAR_FILE = 0o100000;
const DIRECTORY = 0o040000;
/** APPNOTE.TXT 4.4.2.2: the systems whose attributes hold a Unix mode. */
const UNIX_SYSTEMS = [3, 19];

export const ENCRYPTED_FLAGS = 0x0001 | 0x0040 | 0x2000;
const ARCHIVE_NAME = /\.(?:zip|7z|rar|tar|t?gz|bz2|xz|zst|jar|cab|iso)$/i;
const UNSAFE_NAME =
  /^[a-z]:|^\/|[\\\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/i;

/** Adds what makes an entry unsafe or ambiguous to read, found before it is. */
export function judgeRecord(record: DirectoryRecord, refusals: RefusalList): void {
  const { name, uncompressedBytes, compressedBytes } = record;
  const fileType = fileTypeOf(record);
  if (isPathUnsafe(name)) refusals.add('entry-path-unsafe', name);
  if (fileType === LINK) refusals.add('entry-is-link', name);
  else if (![0, REGULAR_FILE, DIRECTORY].includes(fileType)) refusals.add('entry-is-no-file', name);
  if ((record.flags & ENCRYPTED_FLAGS) !== 0) refusals.add('entry-encrypted', name);
  else if (record.method !== 0 && record.method !== 8) refusals.add('entry-method-unknown', name);
  if (ARCHIVE_NAME.test(name)) refusals.add('nested-archive', name);
  if (uncompressedBytes > LARGEST_ENTRY_BYTES || compressedBytes > LARGEST_ENTRY_BYTES) {
    refusals.add('entry-too-large', name);
  }
  if (expands(ENTRY_RATIO, uncompressedBytes, compressedBytes)) {
    refusals.add('entry-expands-too-much', name);
  }
  if (record.method === 0 && uncompressedBytes !== compressedBytes) {
    refusals.add('package-damaged', name);
  }
  if (name.endsWith('/') && uncompressedBytes > 0) refusals.add('package-damaged', name);
}

/** Whether all entries together are out of proportion to the bytes that came. */
export function isPackageBomb(totalBytes: number, packageBytes: number): boolean {
  return expands(PACKAGE_RATIO, totalBytes, packageBytes);
}

function expands(
  { most, fromBytes }: { most: number; fromBytes: number },
  uncompressedBytes: number,
  compressedBytes: number,
): boolean {
  return uncompressedBytes > fromBytes && uncompressedBytes > most * compressedBytes;
}

/** Nothing is ever unpacked to a path, but a name like this comes from no honest sender. */
function isPathUnsafe(name: string): boolean {
  if (name === '' || UNSAFE_NAME.test(name)) return true;
  return name.includes('..') && name.split('/').includes('..');
}

function fileTypeOf({ attributes, madeBySystem }: DirectoryRecord): number {
  const fileType = (attributes >>> 16) & FILE_TYPE;
  // Some writers on other systems fill the upper half all the same: a link is a link.
  return UNIX_SYSTEMS.includes(madeBySystem) || fileType === LINK ? fileType : 0;
}
