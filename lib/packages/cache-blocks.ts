import type { StagedObject } from '#lib/staging/port.ts';

/** That of the staging's own chunks: the least that can be decrypted. */
const BLOCK_BYTES = 64 * 1024;
const KEPT_BYTES = 32 * 1024 * 1024;

/**
 * A staged object that remembers up to 32 MB of what was read last. The items of a mailbox lie
 * scattered over a package, those of several mailboxes side by side. Closing it closes the object.
 */
export function cacheBlocks(staged: StagedObject, keptBytes = KEPT_BYTES): StagedObject {
  const mostBlocks = Math.max(1, Math.floor(keptBytes / BLOCK_BYTES));
  const kept = new Map<number, Promise<Buffer>>();

  function keep(index: number, block: Promise<Buffer>): void {
    kept.delete(index);
    kept.set(index, block);
    const [oldest] = kept.keys();
    if (kept.size > mostBlocks && oldest !== undefined) kept.delete(oldest);
  }

  /** Blocks that lie side by side come with one read. */
  function load(firstIndex: number, count: number): readonly Promise<Buffer>[] {
    const reading = staged.read(firstIndex * BLOCK_BYTES, count * BLOCK_BYTES);
    return Array.from({ length: count }, (_, nth) => {
      // A copy, so that a block that stays does not keep its neighbours in memory.
      const at = nth * BLOCK_BYTES;
      const block = reading.then((bytes) => Buffer.from(bytes.subarray(at, at + BLOCK_BYTES)));
      keep(firstIndex + nth, block);
      block.catch(() => kept.delete(firstIndex + nth));
      return block;
    });
  }

  function getBlocks(firstIndex: number, endIndex: number): readonly Promise<Buffer>[] {
    const blocks: Promise<Buffer>[] = [];
    for (let index = firstIndex; index < endIndex;) {
      const known = kept.get(index);
      if (known !== undefined) {
        keep(index, known);
        blocks.push(known);
        index += 1;
        continue;
      }
      let missing = 1;
      while (index + missing < endIndex && !kept.has(index + missing)) missing += 1;
      blocks.push(...load(index, missing));
      index += missing;
    }
    return blocks;
  }

  return {
    sizeBytes: staged.sizeBytes,
    async read(startBytes, lengthBytes) {
      const endBytes = Math.min(startBytes + lengthBytes, staged.sizeBytes);
      if (endBytes <= startBytes) return Buffer.alloc(0);
      if (lengthBytes > keptBytes / 4) return staged.read(startBytes, lengthBytes);
      const firstIndex = Math.floor(startBytes / BLOCK_BYTES);
      const blocks = await Promise.all(getBlocks(firstIndex, Math.ceil(endBytes / BLOCK_BYTES)));
      const at = startBytes - firstIndex * BLOCK_BYTES;
      const bytes = blocks.length === 1 ? blocks[0] : Buffer.concat(blocks);
      return bytes?.subarray(at, at + endBytes - startBytes) ?? Buffer.alloc(0);
    },
    close: () => staged.close(),
  };
}
