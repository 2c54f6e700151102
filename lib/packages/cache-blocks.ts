import type { StagedObject } from '#lib/staging/port.ts';

/** That of the staging's own chunks: the least that can be decrypted. */
const BLOCK_BYTES = 64 * 1024;
/** What is read in pieces as large as this belongs to one item, and is not asked for again. */
const LARGE_READ_BYTES = 256 * 1024;

/** The blocks that were read last, of however many objects. */
export type BlockCache = {
  /** A number for an object whose blocks will be kept here. */
  nextObject(): number;
  get(object: number, index: number): Promise<Buffer> | undefined;
  /** Keeps the block, and forgets the one that was not asked for the longest time. */
  keep(object: number, index: number, block: Promise<Buffer>): void;
  forget(object: number, index: number): void;
};

export function createBlockCache(keptBytes: number): BlockCache {
  const mostBlocks = Math.max(1, Math.floor(keptBytes / BLOCK_BYTES));
  const kept = new Map<string, Promise<Buffer>>();
  const keyOf = (object: number, index: number) => `${object}:${index}`;
  let objects = 0;
  return {
    nextObject: () => (objects += 1),
    get: (object, index) => kept.get(keyOf(object, index)),
    keep(object, index, block) {
      const key = keyOf(object, index);
      kept.delete(key);
      kept.set(key, block);
      const [oldest] = kept.keys();
      if (kept.size > mostBlocks && oldest !== undefined) kept.delete(oldest);
    },
    forget: (object, index) => kept.delete(keyOf(object, index)),
  };
}

/**
 * A staged object whose blocks the cache remembers. The items of a mailbox lie scattered over a
 * package, those of several mailboxes side by side. Closing it closes the object.
 */
export function cacheBlocks(staged: StagedObject, cache: BlockCache): StagedObject {
  const object = cache.nextObject();

  /** Blocks that lie side by side come with one read. */
  function load(firstIndex: number, count: number): readonly Promise<Buffer>[] {
    const reading = staged.read(firstIndex * BLOCK_BYTES, count * BLOCK_BYTES);
    return Array.from({ length: count }, (_, nth) => {
      // A copy, so that a block that stays does not keep its neighbours in memory.
      const at = nth * BLOCK_BYTES;
      const block = reading.then((bytes) => Buffer.from(bytes.subarray(at, at + BLOCK_BYTES)));
      cache.keep(object, firstIndex + nth, block);
      block.catch(() => {
        cache.forget(object, firstIndex + nth);
      });
      return block;
    });
  }

  function getBlocks(firstIndex: number, endIndex: number): readonly Promise<Buffer>[] {
    const blocks: Promise<Buffer>[] = [];
    for (let index = firstIndex; index < endIndex;) {
      const known = cache.get(object, index);
      if (known !== undefined) {
        cache.keep(object, index, known);
        blocks.push(known);
        index += 1;
        continue;
      }
      let missing = 1;
      while (index + missing < endIndex && cache.get(object, index + missing) === undefined)
        missing += 1;
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
      if (lengthBytes >= LARGE_READ_BYTES) return staged.read(startBytes, lengthBytes);
      const firstIndex = Math.floor(startBytes / BLOCK_BYTES);
      const blocks = await Promise.all(getBlocks(firstIndex, Math.ceil(endBytes / BLOCK_BYTES)));
      const at = startBytes - firstIndex * BLOCK_BYTES;
      const bytes = blocks.length === 1 ? blocks[0] : Buffer.concat(blocks);
      return bytes?.subarray(at, at + endBytes - startBytes) ?? Buffer.alloc(0);
    },
    close: () => staged.close(),
  };
}
