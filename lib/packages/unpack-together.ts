import { gunzipSync } from 'node:zlib';
import type { EntryLocation } from '#lib/domain/packages/entry-location.ts';
import { hasEngine, ROOM_BYTES, unpack } from '#lib/packages/unpack.ts';

export type PackedEntry = { readonly packed: Buffer; readonly location: EntryLocation };

/** RFC 1952 2.3: deflate, no name, no time. */
const MEMBER_HEADER = Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0xff]);
const MEMBER_BEGINNING = MEMBER_HEADER.subarray(0, 3);
const TRAILER_BYTES = 8;

/**
 * The bytes of small entries, each proved to be those that the directory promised. Setting up zlib is
 * half the work of inflating 2 KB, so the entries are given to it as the members of one gzip file. The
 * end of a member holds its CRC-32 and size: zlib itself compares them. The buffers share memory.
 * @throws {PackageRefusedError} `package-damaged`
 */
export function unpackTogether(entries: readonly PackedEntry[]): readonly Buffer[] {
  const isFit = entries.every(isFitForMember);
  const together = isFit && entries.length > 1 ? gunzip(entries) : null;
  // One by one, where something is wrong, it turns out with which and what it is.
  return together ?? entries.map(({ packed, location }) => unpack(packed, location));
}

/** Data with the beginning of another member in them could pass for two. */
function isFitForMember({ packed, location }: PackedEntry): boolean {
  return (
    location.method === 'deflated' &&
    packed.length === location.compressedBytes &&
    !packed.includes(MEMBER_BEGINNING)
  );
}

function gunzip(entries: readonly PackedEntry[]): readonly Buffer[] | null {
  const file = toGzip(entries);
  const sizes = entries.map(({ location }) => location.uncompressedBytes);
  const totalBytes = sizes.reduce((sum, size) => sum + size, 0);
  const options = {
    maxOutputLength: Math.max(1, totalBytes),
    chunkSize: totalBytes + ROOM_BYTES,
    info: true,
  };
  let inflated: unknown;
  try {
    inflated = gunzipSync(file, options);
  } catch {
    return null;
  }
  if (!hasEngine(inflated)) throw new Error('zlib gave no info');
  const { buffer, engine } = inflated;
  // zlib passes over what follows a member and begins with zero.
  if (buffer.length !== totalBytes || engine.bytesWritten !== file.length) return null;
  let at = 0;
  return sizes.map((size) => buffer.subarray(at, (at += size)));
}

function toGzip(entries: readonly PackedEntry[]): Buffer {
  const around = MEMBER_HEADER.length + TRAILER_BYTES;
  const file = Buffer.allocUnsafe(
    entries.reduce((sum, { packed }) => sum + packed.length + around, 0),
  );
  let at = 0;
  for (const { packed, location } of entries) {
    at += MEMBER_HEADER.copy(file, at);
    at += packed.copy(file, at);
    at = file.writeUInt32LE(location.crc32, at);
    at = file.writeUInt32LE(location.uncompressedBytes, at);
  }
  return file;
}
