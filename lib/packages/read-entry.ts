import type { EntryLocation } from '#lib/domain/packages/entry-location.ts';
import { packageDamaged } from '#lib/domain/packages/refusal.ts';
import { localHeaderBytes, unpack } from '#lib/packages/unpack.ts';
import { unpackInPieces } from '#lib/packages/unpack-large.ts';
import type { StagedObject } from '#lib/staging/port.ts';

/** From here on an entry is inflated away from the event loop, and never held twice. */
const LARGE_ENTRY_BYTES = 1024 * 1024;

/** The header is 30 bytes, the name and fields that few ZIPs fill: as a rule one read gets all. */
export const LIKELY_HEADER_BYTES = 512;

/**
 * The bytes of one entry, from where it lies in its package.
 * @throws {PackageRefusedError} `package-damaged` when they are not those the directory promised
 * @throws {PortError} from the staging
 */
export async function readEntry(staged: StagedObject, location: EntryLocation): Promise<Buffer> {
  if (isLarge(location)) return readLarge(staged, location);
  const { headerOffset, compressedBytes } = location;
  const likely = await staged.read(headerOffset, LIKELY_HEADER_BYTES + compressedBytes);
  const headerBytes = localHeaderBytes(likely);
  const packed = likely.subarray(headerBytes, headerBytes + compressedBytes);
  const isWhole = packed.length === compressedBytes;
  return unpack(
    isWhole ? packed : await staged.read(headerOffset + headerBytes, compressedBytes),
    location,
  );
}

export function isLarge({ compressedBytes, uncompressedBytes }: EntryLocation): boolean {
  return compressedBytes > LARGE_ENTRY_BYTES || uncompressedBytes > LARGE_ENTRY_BYTES;
}

async function readLarge(staged: StagedObject, location: EntryLocation): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(location.uncompressedBytes);
  let filled = 0;
  for await (const piece of unpackInPieces(staged, location)) {
    filled += piece.copy(bytes, filled);
  }
  if (filled !== bytes.length) throw packageDamaged('size differs');
  return bytes;
}
