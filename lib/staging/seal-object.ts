import { createHash } from 'node:crypto';
import {
  CHUNK_BYTES,
  type ChunkPlace,
  createHeader,
  sealChunk,
} from '#lib/staging/object-format.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';

export type ObjectToSeal = {
  readonly masterKey: MasterKey;
  readonly objectKey: string;
  readonly content: AsyncIterable<Buffer> | Iterable<Buffer>;
};

/**
 * Hands over an object's header, then its sealed chunks, each once the one before is taken. Gives the
 * size and the hash of the content. What the content and `append` throw passes through as it is.
 */
export async function sealObject(
  { masterKey, objectKey, content }: ObjectToSeal,
  append: (bytes: Buffer) => Promise<void>,
): Promise<{ sizeBytes: number; sha256: string }> {
  const { dataKey, header } = createHeader(masterKey, objectKey);
  const hash = createHash('sha256');
  let sizeBytes = 0;

  await append(header);
  for await (const { place, bytes } of cutIntoChunks(content)) {
    hash.update(bytes);
    sizeBytes += bytes.length;
    await append(sealChunk(dataKey, place, bytes));
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

/** Knows that a chunk is the last one only when nothing follows, hence the one held back. */
async function* cutIntoChunks(
  content: ObjectToSeal['content'],
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
