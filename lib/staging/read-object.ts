import { stagedObjectDamaged } from '#lib/staging/errors.ts';
import { keepRecent } from '#lib/staging/keep-recent.ts';
import {
  CHUNK_BYTES,
  HEADER_BYTES,
  measureContent,
  openChunk,
  openHeader,
  SEALED_CHUNK_BYTES,
} from '#lib/staging/object-format.ts';
import type { StagedObject } from '#lib/staging/port.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';

/** A ZIP is read in many small steps that lie side by side: this many open chunks are kept. */
const KEPT_CHUNKS = 8;

/** An object's bytes as they are stored. */
export type SealedObject = {
  readonly sizeBytes: number;
  /** Fewer bytes when the object ends before. @throws {PortError} */
  read(startBytes: number, lengthBytes: number): Promise<Buffer>;
  close(): Promise<void>;
};

/** Takes the sealed object over, closing it with the open one. @throws {PortError} */
export async function readObject(
  sealed: SealedObject,
  { masterKey, objectKey }: { masterKey: MasterKey; objectKey: string },
): Promise<StagedObject> {
  const header = await readExactly(sealed, { startBytes: 0, lengthBytes: HEADER_BYTES });
  const { dataKey, chunkCount, sizeBytes } = verified(() => ({
    dataKey: openHeader(masterKey, objectKey, header),
    ...measureContent(sealed.sizeBytes),
  }));

  const getChunk = keepRecent(KEPT_CHUNKS, async (index) => {
    const startBytes = HEADER_BYTES + index * SEALED_CHUNK_BYTES;
    const lengthBytes = Math.min(SEALED_CHUNK_BYTES, sealed.sizeBytes - startBytes);
    const bytes = await readExactly(sealed, { startBytes, lengthBytes });
    return verified(() => openChunk(dataKey, { index, isFinal: index === chunkCount - 1 }, bytes));
  });

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
    close: () => sealed.close(),
  };
}

type Range = { readonly startBytes: number; readonly lengthBytes: number };

async function readExactly(sealed: SealedObject, range: Range): Promise<Buffer> {
  const bytes = await sealed.read(range.startBytes, range.lengthBytes);
  if (bytes.length !== range.lengthBytes) throw stagedObjectDamaged(new Error('cut short'));
  return bytes;
}

export function verified<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw stagedObjectDamaged(error);
  }
}
