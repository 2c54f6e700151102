import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import {
  CHUNK_BYTES,
  type ChunkPlace,
  createHeader,
  sealChunk,
} from '#lib/staging/local/object-format.ts';
import { toStagingError } from '#lib/staging/local/errors.ts';

export type ObjectToWrite = {
  readonly masterKey: Buffer;
  readonly objectKey: string;
  readonly content: AsyncIterable<Buffer> | Iterable<Buffer>;
};

/**
 * Writes an object into an empty file and forces it to the disk. What the content throws passes
 * through as it is.
 * @throws {PortError} for what the disk throws
 */
export async function writeObject(
  file: FileHandle,
  { masterKey, objectKey, content }: ObjectToWrite,
): Promise<{ sizeBytes: number; sha256: string }> {
  const { dataKey, header } = createHeader(masterKey, objectKey);
  const hash = createHash('sha256');
  let sizeBytes = 0;

  await append(file, header);
  for await (const { place, bytes } of cutIntoChunks(content)) {
    hash.update(bytes);
    sizeBytes += bytes.length;
    await append(file, sealChunk(dataKey, place, bytes));
  }
  await file.sync().catch(rethrowTranslated);
  return { sizeBytes, sha256: hash.digest('hex') };
}

/** Knows that a chunk is the last one only when nothing follows, hence the one held back. */
async function* cutIntoChunks(
  content: ObjectToWrite['content'],
): AsyncGenerator<{ place: ChunkPlace; bytes: Buffer }> {
  let index = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const piece of content) {
    held.push(piece);
    heldBytes += piece.length;
    if (heldBytes <= CHUNK_BYTES) continue;

    let rest = Buffer.concat(held);
    while (rest.length > CHUNK_BYTES) {
      yield { place: { index, isFinal: false }, bytes: rest.subarray(0, CHUNK_BYTES) };
      rest = rest.subarray(CHUNK_BYTES);
      index += 1;
    }
    held = [rest];
    heldBytes = rest.length;
  }
  yield { place: { index, isFinal: true }, bytes: Buffer.concat(held) };
}

async function append(file: FileHandle, bytes: Buffer): Promise<void> {
  await file.appendFile(bytes).catch(rethrowTranslated);
}

function rethrowTranslated(error: unknown): never {
  throw toStagingError(error);
}
