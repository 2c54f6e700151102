import type { PackageEntry } from '#lib/domain/packages/entry-location.ts';
import { PackageRefusedError, refuseEach } from '#lib/domain/packages/refusal.ts';
import { decodeName, readZip64Sizes } from '#lib/packages/directory-record.ts';
import { ENCRYPTED_FLAGS } from '#lib/packages/judge-record.ts';
import { LOCAL_HEADER_BYTES, localHeaderBytes } from '#lib/packages/unpack.ts';
import type { StagedObject } from '#lib/staging/port.ts';

/** A header whose name and fields are as long as they can be. */
const LONGEST_HEADER_BYTES = LOCAL_HEADER_BYTES + 2 * 0xffff;
const LONGEST_DESCRIPTOR_BYTES = 24;

const DESCRIPTOR_FLAG = 0x0008;
const DESCRIPTOR_SIGNATURE = 0x08074b50;
const PLACEHOLDER = 0xffff_ffff;

/**
 * The data of an entry out of all the bytes up to where the next one begins. A reader that goes from
 * header to header must see the same files as one that goes by the directory.
 * @throws {PackageRefusedError} `entry-ambiguous`, `entries-overlap`, `package-damaged`
 */
export function findData(local: Buffer, entry: PackageEntry): Buffer {
  const { headerBytes, hasDescriptor } = checkHeader(local, entry);
  const dataEnd = headerBytes + entry.location.compressedBytes;
  if (dataEnd > local.length) throw overlapping(entry);
  if (hasDescriptor || dataEnd < local.length) {
    checkWhatFollows(local.subarray(dataEnd), entry, hasDescriptor);
  }
  return local.subarray(headerBytes, dataEnd);
}

/** The same check for an entry that is too large to be read at once. */
export async function checkLocalHeader(staged: StagedObject, entry: PackageEntry): Promise<void> {
  const { headerOffset, compressedBytes } = entry.location;
  const extentBytes = entry.endOffset - headerOffset;
  const header = await staged.read(headerOffset, Math.min(extentBytes, LONGEST_HEADER_BYTES));
  const { headerBytes, hasDescriptor } = checkHeader(header, entry);
  const restBytes = extentBytes - headerBytes - compressedBytes;
  if (restBytes < 0) throw overlapping(entry);
  const restOffset = entry.endOffset - restBytes;
  const rest = await staged.read(restOffset, Math.min(restBytes, LONGEST_DESCRIPTOR_BYTES + 1));
  checkWhatFollows(rest, entry, hasDescriptor);
}

/** Whether all bytes of an entry can belong to it, so that none is read in vain. */
export function isExtentPossible({ location, endOffset }: PackageEntry): boolean {
  const spareBytes = endOffset - location.headerOffset - location.compressedBytes;
  return spareBytes <= LONGEST_HEADER_BYTES + LONGEST_DESCRIPTOR_BYTES;
}

function checkHeader(header: Buffer, entry: PackageEntry) {
  const headerBytes = localHeaderBytes(header);
  const { crc32, compressedBytes, uncompressedBytes, method } = entry.location;
  const flags = header.readUInt16LE(6);
  const hasDescriptor = (flags & DESCRIPTOR_FLAG) !== 0;
  const nameEnd = LOCAL_HEADER_BYTES + header.readUInt16LE(26);
  const name = header.subarray(LOCAL_HEADER_BYTES, nameEnd);
  const extra = header.subarray(nameEnd, headerBytes);
  const sizes = readLocalSizes(header, extra);
  // What was not known yet when the header was written is zero there.
  const fits = (value: number, promised: number) =>
    value === promised || (hasDescriptor && value === 0);
  const isSame =
    decodeName(flags, name, extra) === entry.name &&
    (flags & ENCRYPTED_FLAGS) === 0 &&
    header.readUInt16LE(8) === (method === 'stored' ? 0 : 8) &&
    fits(header.readUInt32LE(14), crc32) &&
    fits(sizes.compressedBytes, compressedBytes) &&
    fits(sizes.uncompressedBytes, uncompressedBytes);
  if (!isSame) throw ambiguous(entry);
  return { headerBytes, hasDescriptor };
}

/** APPNOTE.TXT 4.5.3: both sizes are in the field as soon as one of them is. */
function readLocalSizes(header: Buffer, extra: Buffer) {
  const compressedBytes = header.readUInt32LE(18);
  const uncompressedBytes = header.readUInt32LE(22);
  if (compressedBytes !== PLACEHOLDER && uncompressedBytes !== PLACEHOLDER) {
    return { compressedBytes, uncompressedBytes };
  }
  return readZip64Sizes({ compressedBytes, uncompressedBytes, headerOffset: 0 }, extra);
}

/** Nothing, or the sizes that were not known when the header was written (APPNOTE.TXT 4.3.9). */
function checkWhatFollows(rest: Buffer, entry: PackageEntry, hasDescriptor: boolean): void {
  if (!hasDescriptor && rest.length === 0) return;
  if (!hasDescriptor || ![12, 16, 20, 24].includes(rest.length)) throw ambiguous(entry);
  const isSigned = rest.length === 16 || rest.length === 24;
  const descriptor = isSigned ? rest.subarray(4) : rest;
  const sizes =
    descriptor.length === 12
      ? [descriptor.readUInt32LE(4), descriptor.readUInt32LE(8)]
      : [Number(descriptor.readBigUInt64LE(4)), Number(descriptor.readBigUInt64LE(12))];
  const isSame =
    (!isSigned || rest.readUInt32LE(0) === DESCRIPTOR_SIGNATURE) &&
    descriptor.readUInt32LE(0) === entry.location.crc32 &&
    sizes[0] === entry.location.compressedBytes &&
    sizes[1] === entry.location.uncompressedBytes;
  if (!isSame) throw ambiguous(entry);
}

function ambiguous({ name }: PackageEntry): PackageRefusedError {
  return new PackageRefusedError(refuseEach('entry-ambiguous', [name]));
}

function overlapping({ name }: PackageEntry): PackageRefusedError {
  return new PackageRefusedError(refuseEach('entries-overlap', [name]));
}
