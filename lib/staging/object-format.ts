import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type MasterKey, openWithEither, sealingKey } from '#lib/domain/master-key.ts';

/**
 * A staged object as it is stored, version 1:
 *
 *     magic (4) version (1) nonce (12) wrapped data key (32) tag (16) | chunk | chunk | … | final chunk
 *
 * Each object has a data key of its own, wrapped by the master key and bound to the object's key, so
 * that a file moved to another place does not open. A chunk is up to 64 KiB of content, encrypted with
 * AES-256-GCM, and its tag. Its nonce is its number, so chunks cannot change places; whether it is the
 * last one is authenticated with it, so a file cut at a chunk's end does not open. All chunks but the
 * last are full: an empty object is one empty final chunk.
 */
export const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

const MAGIC_AND_VERSION = Buffer.from([...Buffer.from('CUST'), 1]);
const NONCE_BYTES = 12;
const DATA_KEY_BYTES = 32;
export const HEADER_BYTES = MAGIC_AND_VERSION.length + NONCE_BYTES + DATA_KEY_BYTES + TAG_BYTES;

const ALGORITHM = 'aes-256-gcm';

/** A new object's data key, and the header that carries it. */
export function createHeader(
  masterKey: MasterKey,
  objectKey: string,
): { dataKey: Buffer; header: Buffer } {
  const dataKey = randomBytes(DATA_KEY_BYTES);
  return { dataKey, header: wrap(sealingKey(masterKey), objectKey, dataKey) };
}

/**
 * The header of the same object under the new master key; null when it is under that one already.
 * @throws {Error} when it opens with neither.
 */
export function renewHeader(
  masterKey: MasterKey,
  objectKey: string,
  header: Buffer,
): Buffer | null {
  const dataKey = openHeader(masterKey, objectKey, header);
  const newKey = sealingKey(masterKey);
  try {
    unwrap(newKey, objectKey, header);
    return null;
  } catch {
    return wrap(newKey, objectKey, dataKey);
  }
}

function wrap(masterKey: Buffer, objectKey: string, dataKey: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, masterKey, nonce).setAAD(headerAad(objectKey));
  const wrapped = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  return Buffer.concat([MAGIC_AND_VERSION, nonce, wrapped, cipher.getAuthTag()]);
}

/** @throws {Error} when the header is not ours, or was made with another master key or object key. */
export function openHeader(masterKey: MasterKey, objectKey: string, header: Buffer): Buffer {
  const isOurs = header.subarray(0, MAGIC_AND_VERSION.length).equals(MAGIC_AND_VERSION);
  if (!isOurs || header.length !== HEADER_BYTES) throw new Error('unknown format');

  return openWithEither(masterKey, (key) => unwrap(key, objectKey, header));
}

function unwrap(masterKey: Buffer, objectKey: string, header: Buffer): Buffer {
  const nonce = header.subarray(MAGIC_AND_VERSION.length, MAGIC_AND_VERSION.length + NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, masterKey, nonce)
    .setAAD(headerAad(objectKey))
    .setAuthTag(header.subarray(-TAG_BYTES));
  const wrapped = header.subarray(MAGIC_AND_VERSION.length + NONCE_BYTES, -TAG_BYTES);
  return Buffer.concat([decipher.update(wrapped), decipher.final()]);
}

export type ChunkPlace = { readonly index: number; readonly isFinal: boolean };

export function sealChunk(dataKey: Buffer, place: ChunkPlace, content: Buffer): Buffer {
  const cipher = createCipheriv(ALGORITHM, dataKey, chunkNonce(place)).setAAD(chunkAad(place));
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** @throws {Error} when these are not the bytes that were sealed for that place. */
export function openChunk(dataKey: Buffer, place: ChunkPlace, sealed: Buffer): Buffer {
  const decipher = createDecipheriv(ALGORITHM, dataKey, chunkNonce(place))
    .setAAD(chunkAad(place))
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
}

/** How many chunks and bytes of content a file of that size holds. @throws {Error} for no such size. */
export function measureContent(fileBytes: number): { chunkCount: number; sizeBytes: number } {
  const bodyBytes = fileBytes - HEADER_BYTES;
  const chunkCount = Math.ceil(bodyBytes / SEALED_CHUNK_BYTES);
  const lastBytes = bodyBytes - (chunkCount - 1) * SEALED_CHUNK_BYTES;
  if (chunkCount < 1 || lastBytes < TAG_BYTES) throw new Error('cut short');
  return { chunkCount, sizeBytes: bodyBytes - chunkCount * TAG_BYTES };
}

function headerAad(objectKey: string): Buffer {
  return Buffer.concat([MAGIC_AND_VERSION, Buffer.from(objectKey)]);
}

/** Never repeats under one data key: an object is written once, from its first chunk to its last. */
function chunkNonce({ index }: ChunkPlace): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeBigUInt64BE(BigInt(index), NONCE_BYTES - 8);
  return nonce;
}

function chunkAad({ isFinal }: ChunkPlace): Buffer {
  return Buffer.from([isFinal ? 1 : 0]);
}
