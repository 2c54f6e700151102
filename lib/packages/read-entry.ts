import { promisify } from 'node:util';
import { crc32, inflateRaw, inflateRawSync } from 'node:zlib';
import type { EntryLocation } from '#lib/domain/packages/entry-location.ts';
import { PackageRefusedError, refuseEach } from '#lib/domain/packages/refusal.ts';
import type { StagedObject } from '#lib/staging/port.ts';

const inflateRawAsync = promisify(inflateRaw);

/** Takes less time than the way to another thread and back. */
const INFLATED_AT_ONCE_BYTES = 64 * 1024;

const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER_SIGNATURE = 0x04034b50;

/**
 * The bytes of one entry, from where it lies in its package (APPNOTE.TXT 4.3.7).
 * @throws {PackageRefusedError} `package-damaged` when they are not those the directory promised
 * @throws {PortError} from the staging
 */
export async function readEntry(staged: StagedObject, location: EntryLocation): Promise<Buffer> {
  const header = await staged.read(location.headerOffset, LOCAL_HEADER_BYTES);
  if (header.length < LOCAL_HEADER_BYTES || header.readUInt32LE(0) !== LOCAL_HEADER_SIGNATURE) {
    throw damaged('no entry at its place');
  }
  const dataOffset =
    location.headerOffset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  const compressed = await staged.read(dataOffset, location.compressedBytes);
  const bytes = location.method === 'stored' ? compressed : await inflate(compressed, location);
  if (bytes.length !== location.uncompressedBytes || crc32(bytes) !== location.crc32) {
    throw damaged('checksum differs');
  }
  return bytes;
}

async function inflate(compressed: Buffer, { uncompressedBytes }: EntryLocation): Promise<Buffer> {
  // Stops at the promised size, however much more a bomb would give.
  const options = { maxOutputLength: Math.max(1, uncompressedBytes) };
  try {
    return uncompressedBytes <= INFLATED_AT_ONCE_BYTES
      ? inflateRawSync(compressed, options)
      : await inflateRawAsync(compressed, options);
  } catch (error) {
    throw damaged('not deflated', error);
  }
}

function damaged(reason: string, cause?: unknown): PackageRefusedError {
  return new PackageRefusedError(refuseEach('package-damaged', [reason]), { cause });
}
