import { randomUUID } from 'node:crypto';
import type { BlockBlobClient } from '@azure/storage-blob';
import type { MasterKey } from '#lib/domain/master-key.ts';
import { blockId } from '#lib/staging/azure-blob/block-writer.ts';
import { onAzure } from '#lib/staging/azure-blob/sealed-blob.ts';
import { HEADER_BYTES, renewHeader } from '#lib/staging/object-format.ts';
import { verified } from '#lib/staging/read-object.ts';

/**
 * Exchanges the block that is the header; the others stay as they are. Nothing of it is seen until the
 * new list is committed, at once.
 * @returns false when the blob is under the new master key already
 */
export async function renewBlobKey(
  blob: BlockBlobClient,
  { masterKey, objectKey }: { masterKey: MasterKey; objectKey: string },
): Promise<boolean> {
  const { etag = '*', contentLength = 0 } = await onAzure(blob.getProperties());
  const conditions = { ifMatch: etag };
  const headerBytes = Math.min(HEADER_BYTES, contentLength);
  const header =
    headerBytes === 0
      ? Buffer.alloc(0)
      : await onAzure(blob.downloadToBuffer(0, headerBytes, { conditions }));
  const renewed = verified(() => renewHeader(masterKey, objectKey, header));
  if (renewed === null) return false;

  const { committedBlocks = [] } = await onAzure(blob.getBlockList('committed'));
  const id = blockId(randomUUID(), 0);
  await onAzure(blob.stageBlock(id, renewed, renewed.length));
  const rest = committedBlocks.slice(1).map(({ name }) => name);
  await onAzure(blob.commitBlockList([id, ...rest], { conditions }));
  return true;
}
