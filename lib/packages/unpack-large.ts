import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { EntryLocation } from '#lib/domain/packages/entry-location.ts';
import { packageDamaged } from '#lib/domain/packages/refusal.ts';
import { LOCAL_HEADER_BYTES, localHeaderBytes } from '#lib/packages/unpack.ts';
import type { StagedObject } from '#lib/staging/port.ts';

const PIECE_BYTES = 256 * 1024;

/**
 * An entry's bytes piece by piece, for what is too large to be held twice. Only with the end of the
 * last piece it is proved that they are those that the directory promised.
 * @throws {PackageRefusedError} `package-damaged`
 * @throws {PortError} from the staging
 */
export async function* unpackInPieces(
  staged: StagedObject,
  location: EntryLocation,
): AsyncGenerator<Buffer> {
  let sizeBytes = 0;
  let checksum = 0;
  const packed = readPacked(staged, location);
  for await (const piece of location.method === 'stored' ? packed : inflated(packed, location)) {
    sizeBytes += piece.length;
    if (sizeBytes > location.uncompressedBytes) break;
    checksum = crc32(piece, checksum);
    yield piece;
  }
  if (sizeBytes !== location.uncompressedBytes) throw packageDamaged('size differs');
  if (checksum !== location.crc32) throw packageDamaged('checksum differs');
}

async function* readPacked(
  staged: StagedObject,
  { headerOffset, compressedBytes }: EntryLocation,
): AsyncGenerator<Buffer> {
  const header = await staged.read(headerOffset, LOCAL_HEADER_BYTES);
  const startBytes = headerOffset + localHeaderBytes(header);
  const endBytes = startBytes + compressedBytes;
  for (let at = startBytes; at < endBytes; at += PIECE_BYTES) {
    const lengthBytes = Math.min(PIECE_BYTES, endBytes - at);
    const piece = await staged.read(at, lengthBytes);
    if (piece.length !== lengthBytes) throw packageDamaged('cut short');
    yield piece;
  }
}

async function* inflated(
  packed: AsyncIterable<Buffer>,
  { compressedBytes }: EntryLocation,
): AsyncGenerator<Buffer> {
  // What the staging throws must not be taken for damage.
  let stagingError: Error | undefined;
  const source = Readable.from(packed).on('error', (error: Error) => {
    stagingError = error;
    inflate.destroy(error);
  });
  const inflate = createInflateRaw({ chunkSize: PIECE_BYTES });
  try {
    for await (const piece of source.pipe(inflate)) yield bufferOf(piece);
  } catch (error) {
    throw stagingError ?? packageDamaged('not deflated', error);
  } finally {
    source.destroy();
    inflate.destroy();
  }
  if (inflate.bytesWritten !== compressedBytes) throw packageDamaged('more than its data');
}

function bufferOf(piece: unknown): Buffer {
  if (!Buffer.isBuffer(piece)) throw new TypeError('not bytes');
  return piece;
}
