import type { BlockBlobClient } from '@azure/storage-blob';
import { toStagingError } from '#lib/staging/azure-blob/errors.ts';
import { keepRecent } from '#lib/staging/keep-recent.ts';
import type { SealedObject } from '#lib/staging/read-object.ts';

/** A request takes some 20 ms whatever it brings: neighbouring chunks come along. */
const SEGMENT_BYTES = 1024 * 1024;
const KEPT_SEGMENTS = 4;

/** The blob as it is now: when it is replaced, reading refuses. @throws {PortError} */
export async function openSealedBlob(blob: BlockBlobClient): Promise<SealedObject> {
  const { contentLength: sizeBytes = 0, etag = '*' } = await onAzure(blob.getProperties());
  const getSegment = keepRecent(KEPT_SEGMENTS, (index) => {
    const startBytes = index * SEGMENT_BYTES;
    const lengthBytes = Math.min(SEGMENT_BYTES, sizeBytes - startBytes);
    const conditions = { ifMatch: etag };
    return onAzure(blob.downloadToBuffer(startBytes, lengthBytes, { conditions }));
  });
  return {
    sizeBytes,
    async read(startBytes, lengthBytes) {
      const endBytes = Math.min(startBytes + lengthBytes, sizeBytes);
      const parts: Buffer[] = [];
      for (let at = startBytes; at < endBytes;) {
        const index = Math.floor(at / SEGMENT_BYTES);
        const segment = await getSegment(index);
        const offset = index * SEGMENT_BYTES;
        const part = segment.subarray(at - offset, endBytes - offset);
        parts.push(part);
        at += part.length;
      }
      return Buffer.concat(parts);
    },
    close: () => Promise.resolve(),
  };
}

/** What the storage account refuses, translated. */
export async function onAzure<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toStagingError(error);
  }
}
