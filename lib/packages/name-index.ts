import { randomInt } from 'node:crypto';

/** Finds entries by their names, which it does not hold: some 12 bytes for each of them. */
export type NameIndex = {
  /**
   * Adds the entry, unless there is one whose name some file system takes for the same.
   * @returns that one, or null
   */
  add(name: string, index: number): number | null;
  /** The entry whose name is spelled exactly so, or null. */
  find(name: string): number | null;
};

const NON_ASCII = /[^\u0000-\u007f]/;

/**
 * A hash table for names that come from outside: they may be long and many, so that a `Map` of them
 * would take up the memory of the process, and made to collide, so that the hash begins at random.
 * @param capacity how many entries there will be at most
 */
export function createNameIndex(capacity: number, nameAt: (index: number) => string): NameIndex {
  const mask = 2 ** Math.ceil(Math.log2(2 * capacity + 2)) - 1;
  /** Index and one; 0 is an empty slot. Half of them stay empty, so that every search ends. */
  const slots = new Uint32Array(mask + 1);
  const hashes = new Uint32Array(capacity);
  const seed = randomInt(2 ** 32);

  /** The slot of the first entry of that hash that is it, or the empty one after them. */
  function findSlot(hash: number, isIt: (index: number) => boolean): number {
    let slot = hash & mask;
    for (let taken = slots[slot] ?? 0; taken !== 0; taken = slots[slot] ?? 0) {
      if (hashes[taken - 1] === hash && isIt(taken - 1)) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  return {
    add(name, index) {
      const folded = foldName(name);
      const hash = hashOf(folded, seed);
      const slot = findSlot(hash, (known) => foldName(nameAt(known)) === folded);
      const known = slots[slot] ?? 0;
      if (known !== 0) return known - 1;
      slots[slot] = index + 1;
      hashes[index] = hash;
      return null;
    },
    find(name) {
      const hash = hashOf(foldName(name), seed);
      const known = slots[findSlot(hash, (index) => nameAt(index) === name)] ?? 0;
      return known === 0 ? null : known - 1;
    },
  };
}

/** Equal for names that some file system takes for the same. */
function foldName(name: string): string {
  return (NON_ASCII.test(name) ? name.normalize('NFC') : name).toLowerCase();
}

/** 32 bits, of each character mixed with all before it (the step of MurmurHash2). */
function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x5bd1e995);
    hash ^= hash >>> 13;
  }
  return hash >>> 0;
}
