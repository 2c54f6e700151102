import { getFileNameLowLevel, parseExtraFields } from 'yauzl';
import { packageAmbiguous, packageDamaged } from '#lib/domain/packages/refusal.ts';

/** Without name, fields and comment. */
export const RECORD_BYTES = 46;
const RECORD_SIGNATURE = 0x02014b50;
const ZIP64_FIELD = 0x0001;
const NON_ASCII = /[^\u0000-\u007f]/;

/** An entry as the ZIP's directory tells of it (APPNOTE.TXT 4.3.12), not yet judged. */
export type DirectoryRecord = {
  readonly name: string;
  readonly nameBytes: number;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedBytes: number;
  readonly uncompressedBytes: number;
  readonly headerOffset: number;
  /** On Unix, its upper half is the mode. */
  readonly attributes: number;
  readonly madeBySystem: number;
  readonly recordBytes: number;
};

/**
 * The record that begins there, or null when the bytes end before it does.
 * @throws {PackageRefusedError} `package-damaged`
 */
export function readDirectoryRecord(bytes: Buffer, at: number): DirectoryRecord | null {
  if (at + RECORD_BYTES > bytes.length) return null;
  if (bytes.readUInt32LE(at) !== RECORD_SIGNATURE) throw packageDamaged('no entry in its place');
  const nameBytes = bytes.readUInt16LE(at + 28);
  const extraBytes = bytes.readUInt16LE(at + 30);
  const recordBytes = RECORD_BYTES + nameBytes + extraBytes + bytes.readUInt16LE(at + 32);
  if (at + recordBytes > bytes.length) return null;
  const flags = bytes.readUInt16LE(at + 8);
  const rawName = bytes.subarray(at + RECORD_BYTES, at + RECORD_BYTES + nameBytes);
  const rawExtra = bytes.subarray(at + RECORD_BYTES + nameBytes, at + recordBytes);
  const extra = rawExtra.subarray(0, extraBytes);
  if (bytes.readUInt16LE(at + 34) !== 0) throw packageDamaged('one of several parts');
  return {
    name: decodeName(flags, rawName, extra),
    nameBytes,
    flags,
    method: bytes.readUInt16LE(at + 10),
    crc32: bytes.readUInt32LE(at + 16),
    attributes: bytes.readUInt32LE(at + 38),
    madeBySystem: bytes.readUInt8(at + 5),
    recordBytes,
    ...readSizes(bytes, at, extra),
  };
}

/** As the flags say: UTF-8, the code page of old, or what an extra field of the entry says. */
export function decodeName(flags: number, raw: Buffer, extra: Buffer): string {
  const plain = raw.toString('latin1');
  if (extra.length === 0 && !NON_ASCII.test(plain)) return plain;
  try {
    return getFileNameLowLevel(flags, raw, parseExtraFields(extra), true);
  } catch (error) {
    throw packageDamaged('a name or field that cannot be read', error);
  }
}

const PLACEHOLDER = 0xffff_ffff;

type Sizes = Pick<DirectoryRecord, 'uncompressedBytes' | 'compressedBytes' | 'headerOffset'>;

function readSizes(bytes: Buffer, at: number, extra: Buffer): Sizes {
  const uncompressedBytes = bytes.readUInt32LE(at + 24);
  const compressedBytes = bytes.readUInt32LE(at + 20);
  const headerOffset = bytes.readUInt32LE(at + 42);
  const narrow = { uncompressedBytes, compressedBytes, headerOffset };
  const isNarrow =
    uncompressedBytes !== PLACEHOLDER &&
    compressedBytes !== PLACEHOLDER &&
    headerOffset !== PLACEHOLDER;
  return isNarrow ? narrow : readZip64Sizes(narrow, extra);
}

/**
 * The sizes out of a Zip64 field, which holds only what did not fit, in this order (APPNOTE.TXT 4.5.3).
 * @throws {PackageRefusedError} `package-damaged`, `package-ambiguous` where there are two such fields
 */
export function readZip64Sizes(narrow: Sizes, extra: Buffer): Sizes {
  const [field, another] = readFields(extra).filter(({ id }) => id === ZIP64_FIELD);
  if (another !== undefined) throw packageAmbiguous('two Zip64 fields of an entry');
  let fieldAt = 0;
  const widen = (value: number) => {
    if (value !== PLACEHOLDER) return value;
    if (field === undefined || fieldAt + 8 > field.data.length) {
      throw packageDamaged('no Zip64 size for an entry');
    }
    const wide = field.data.readBigUInt64LE(fieldAt);
    fieldAt += 8;
    if (wide > BigInt(Number.MAX_SAFE_INTEGER)) throw packageDamaged('a size beyond all measure');
    return Number(wide);
  };
  return {
    uncompressedBytes: widen(narrow.uncompressedBytes),
    compressedBytes: widen(narrow.compressedBytes),
    headerOffset: widen(narrow.headerOffset),
  };
}

function readFields(extra: Buffer) {
  try {
    return parseExtraFields(extra);
  } catch (error) {
    throw packageDamaged('a field that cannot be read', error);
  }
}
