import { randomUUID } from 'node:crypto';
import type { BlockBlobClient } from '@azure/storage-blob';
import { onAzure } from '#lib/staging/azure-blob/sealed-blob.ts';

/** A blob has 50,000 blocks at most: objects up to 195 GiB. */
const BLOCK_BYTES = 4 * 1024 * 1024;

export type BlockWriter = {
  append(bytes: Buffer): Promise<void>;
  /** Puts all blocks together as the blob; until then nothing of them is there. */
  commit(): Promise<void>;
};

/**
 * Stages what is appended as blocks. The first append, the header, becomes a block of its own, so that
 * it can be exchanged without sending the object again.
 */
export function createBlockWriter(blob: BlockBlobClient): BlockWriter {
  const writer = randomUUID();
  const staged: string[] = [];
  let held: Buffer[] = [];
  let heldBytes = 0;

  async function stage(): Promise<void> {
    const id = blockId(writer, staged.length);
    const bytes = Buffer.concat(held);
    held = [];
    heldBytes = 0;
    await onAzure(blob.stageBlock(id, bytes, bytes.length));
    staged.push(id);
  }

  return {
    async append(bytes) {
      held.push(bytes);
      heldBytes += bytes.length;
      if (staged.length === 0 || heldBytes >= BLOCK_BYTES) await stage();
    },
    async commit() {
      if (heldBytes > 0) await stage();
      await onAzure(blob.commitBlockList(staged));
    },
  };
}

/** All of a blob have the same length, as the service demands, and no two writers make the same one. */
export function blockId(writer: string, index: number): string {
  return Buffer.from(`${writer}-${String(index).padStart(5, '0')}`).toString('base64');
}
