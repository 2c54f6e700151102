import type { FileHandle } from 'node:fs/promises';
import { stagedObjectDamaged, toStagingError } from '#lib/staging/local/errors.ts';
import {
  CHUNK_BYTES,
  HEADER_BYTES,
  measureContent,
  openChunk,
  openHeader,
  SEALED_CHUNK_BYTES,
} from '#lib/staging/local/object-format.ts';
import type { StagedObject } from '#lib/staging/port.ts';

/** A ZIP is read in many small steps that lie side by side: this many open chunks are kept. */
const KEPT_CHUNKS = 8;

/** Takes over the file, closing it with the object. @throws {PortError} */
export async function readObject(
  file: FileHandle,
  { masterKey, objectKey }: { masterKey: Buffer; objectKey: string },
): Promise<StagedObject> {
  const header = await readExactly(file, { startBytes: 0, lengthBytes: HEADER_BYTES });
  const fileBytes = (await file.stat()).size;
  const { dataKey, chunkCount, sizeBytes } = verified(() => ({
    dataKey: openHeader(masterKey, objectKey, header),
    ...measureContent(fileBytes),
  }));

  async function decryptChunk(index: number): Promise<Buffer> {
    const startBytes = HEADER_BYTES + index * SEALED_CHUNK_BYTES;
    const lengthBytes = Math.min(SEALED_CHUNK_BYTES, fileBytes - startBytes);
    const sealed = await readExactly(file, { startBytes, lengthBytes });
    return verified(() => openChunk(dataKey, { index, isFinal: index === chunkCount - 1 }, sealed));
  }

  const kept = new Map<number, Promise<Buffer>>();
  function getChunk(index: number): Promise<Buffer> {
    const chunk = kept.get(index) ?? decryptChunk(index);
    kept.delete(index);
    kept.set(index, chunk);
    const [oldest] = kept.keys();
    if (kept.size > KEPT_CHUNKS && oldest !== undefined) kept.delete(oldest);
    return chunk;
  }

  // A file cut at a chunk's end has a last chunk that was not sealed as one.
  await getChunk(chunkCount - 1);

  return {
    sizeBytes,
    async read(startBytes, lengthBytes) {
      const endBytes = Math.min(startBytes + lengthBytes, sizeBytes);
      const parts: Buffer[] = [];
      for (let at = startBytes; at < endBytes;) {
        const index = Math.floor(at / CHUNK_BYTES);
        const chunk = await getChunk(index);
        const part = chunk.subarray(at - index * CHUNK_BYTES, endBytes - index * CHUNK_BYTES);
        parts.push(part);
        at += part.length;
      }
      return Buffer.concat(parts);
    },
    close: () => file.close(),
  };
}

type Range = { readonly startBytes: number; readonly lengthBytes: number };

async function readExactly(file: FileHandle, { startBytes, lengthBytes }: Range): Promise<Buffer> {
  const buffer = Buffer.alloc(lengthBytes);
  let filled = 0;
  while (filled < lengthBytes) {
    const { bytesRead } = await file
      .read(buffer, filled, lengthBytes - filled, startBytes + filled)
      .catch((error: unknown) => {
        throw toStagingError(error);
      });
    if (bytesRead === 0) throw stagedObjectDamaged(new Error('cut short'));
    filled += bytesRead;
  }
  return buffer;
}

function verified<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw stagedObjectDamaged(error);
  }
}
