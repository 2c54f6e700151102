import { packageAmbiguous, packageDamaged } from '#lib/domain/packages/refusal.ts';
import type { StagedObject } from '#lib/staging/port.ts';

/** Where a ZIP's directory lies, and how many entries it lists. */
export type EndRecord = {
  readonly entryCount: number;
  readonly startBytes: number;
  readonly endBytes: number;
};

const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const END_SIGNATURE = Buffer.from('PK\u0005\u0006');
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_END_BYTES = 56;
const ZIP64_END_SIGNATURE = 0x06064b50;

/**
 * Reads the end of a ZIP (APPNOTE.TXT 4.3.14 to 4.3.16), strictly: where two readers could find two
 * different directories, it is refused.
 * @throws {PackageRefusedError} `package-damaged`, `package-ambiguous`
 * @throws {PortError} from the staging
 */
export async function readEndRecord(staged: StagedObject): Promise<EndRecord> {
  const tailBytes = Math.min(
    staged.sizeBytes,
    LONGEST_COMMENT + END_BYTES + ZIP64_LOCATOR_BYTES + ZIP64_END_BYTES,
  );
  const tailOffset = staged.sizeBytes - tailBytes;
  const tail = await staged.read(tailOffset, tailBytes);
  const endAt = findEnd(tail);
  const end = readEnd(tail.subarray(endAt));
  const zip64 = readZip64(tail.subarray(0, endAt), tailOffset);
  if (zip64 === null) return located(end, tailOffset + endAt);
  assertSame(end, zip64);
  return located(zip64, tailOffset + endAt - ZIP64_LOCATOR_BYTES - ZIP64_END_BYTES);
}

function findEnd(tail: Buffer): number {
  const places: number[] = [];
  for (let at = tail.indexOf(END_SIGNATURE); at !== -1; at = tail.indexOf(END_SIGNATURE, at + 1)) {
    const isWhole = at + END_BYTES <= tail.length;
    if (isWhole && at + END_BYTES + tail.readUInt16LE(at + 20) === tail.length) places.push(at);
  }
  const [endAt, another] = places;
  if (endAt === undefined) throw packageDamaged('no end record');
  // Readers that search from the end, and do not ask where the comment ends, take the last.
  const isLast = tail.lastIndexOf(END_SIGNATURE) === endAt;
  if (another !== undefined || !isLast) throw packageAmbiguous('several end records');
  return endAt;
}

type Numbers = { readonly count: number; readonly sizeBytes: number; readonly offset: number };

function readEnd(end: Buffer): Numbers {
  if (end.readUInt16LE(4) !== 0 || end.readUInt16LE(6) !== 0) {
    const isZip64 = end.readUInt16LE(4) === 0xffff && end.readUInt16LE(6) === 0xffff;
    if (!isZip64) throw packageDamaged('one of several parts');
  }
  const count = end.readUInt16LE(10);
  if (end.readUInt16LE(8) !== count) throw packageDamaged('two numbers of entries');
  return { count, sizeBytes: end.readUInt32LE(12), offset: end.readUInt32LE(16) };
}

function readZip64(before: Buffer, beforeOffset: number): Numbers | null {
  const locatorAt = before.length - ZIP64_LOCATOR_BYTES;
  if (locatorAt < 0 || before.readUInt32LE(locatorAt) !== ZIP64_LOCATOR_SIGNATURE) return null;
  const isOneDisk = before.readUInt32LE(locatorAt + 4) === 0;
  if (!isOneDisk || before.readUInt32LE(locatorAt + 16) > 1) {
    throw packageDamaged('one of several parts');
  }
  const recordAt = locatorAt - ZIP64_END_BYTES;
  const recordOffset = toNumber(before.readBigUInt64LE(locatorAt + 8));
  if (recordAt < 0 || beforeOffset + recordAt !== recordOffset) {
    throw packageDamaged('Zip64 record not at its place');
  }
  const record = before.subarray(recordAt, locatorAt);
  const isRecord = record.readUInt32LE(0) === ZIP64_END_SIGNATURE;
  if (!isRecord || toNumber(record.readBigUInt64LE(4)) !== ZIP64_END_BYTES - 12) {
    throw packageDamaged('no Zip64 record at its place');
  }
  if (record.readUInt32LE(16) !== 0 || record.readUInt32LE(20) !== 0) {
    throw packageDamaged('one of several parts');
  }
  const count = toNumber(record.readBigUInt64LE(32));
  if (toNumber(record.readBigUInt64LE(24)) !== count) {
    throw packageDamaged('two numbers of entries');
  }
  return {
    count,
    sizeBytes: toNumber(record.readBigUInt64LE(40)),
    offset: toNumber(record.readBigUInt64LE(48)),
  };
}

/** The older record repeats the newer one wherever its fields are wide enough. */
function assertSame(end: Numbers, zip64: Numbers): void {
  const isSame =
    [0xffff, zip64.count].includes(end.count) &&
    [0xffff_ffff, zip64.sizeBytes].includes(end.sizeBytes) &&
    [0xffff_ffff, zip64.offset].includes(end.offset);
  if (!isSame) throw packageAmbiguous('Zip64 record and end record differ');
}

function located({ count, sizeBytes, offset }: Numbers, endBytes: number): EndRecord {
  if (offset + sizeBytes !== endBytes) throw packageDamaged('directory not at its place');
  return { entryCount: count, startBytes: offset, endBytes };
}

function toNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw packageDamaged('a size beyond all measure');
  return Number(value);
}
