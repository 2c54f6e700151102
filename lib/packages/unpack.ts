import { crc32, inflateRawSync } from 'node:zlib';
import type { EntryLocation } from '#lib/domain/packages/entry-location.ts';
import { packageDamaged } from '#lib/domain/packages/refusal.ts';

export const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER_SIGNATURE = 0x04034b50;

/** Room for zlib to see that nothing follows, without a second piece of memory. */
export const ROOM_BYTES = 64;

/**
 * How many bytes of header lie before an entry's data (APPNOTE.TXT 4.3.7).
 * @param header the first 30 bytes at the entry's place, or more
 * @throws {PackageRefusedError} `package-damaged`
 */
export function localHeaderBytes(header: Buffer): number {
  if (header.length < LOCAL_HEADER_BYTES || header.readUInt32LE(0) !== LOCAL_HEADER_SIGNATURE) {
    throw packageDamaged('no entry at its place');
  }
  return LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
}

/**
 * An entry's bytes, in memory of their own, proved to be those that the directory promised.
 * @throws {PackageRefusedError} `package-damaged`
 */
export function unpack(packed: Buffer, location: EntryLocation): Buffer {
  if (packed.length !== location.compressedBytes) throw packageDamaged('cut short');
  const bytes = location.method === 'stored' ? Buffer.from(packed) : inflate(packed, location);
  if (bytes.length !== location.uncompressedBytes) throw packageDamaged('size differs');
  if (crc32(bytes) !== location.crc32) throw packageDamaged('checksum differs');
  return bytes;
}

function inflate(packed: Buffer, { uncompressedBytes }: EntryLocation): Buffer {
  const options = {
    // Stops at the promised size, however much more a bomb would give.
    maxOutputLength: Math.max(1, uncompressedBytes),
    chunkSize: uncompressedBytes + ROOM_BYTES,
    info: true,
  };
  let inflated: unknown;
  try {
    inflated = inflateRawSync(packed, options);
  } catch (error) {
    throw packageDamaged('not deflated', error);
  }
  if (!hasEngine(inflated)) throw new Error('zlib gave no info');
  if (inflated.engine.bytesWritten !== packed.length) throw packageDamaged('more than its data');
  return inflated.buffer;
}

/** What `info: true` gives, and the types of Node do not tell. `bytesWritten` is what zlib took. */
export function hasEngine(
  value: unknown,
): value is { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } } {
  return typeof value === 'object' && value !== null && 'engine' in value;
}
