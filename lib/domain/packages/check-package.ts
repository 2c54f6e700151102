import { parseManifestLine } from '#lib/domain/packages/manifest.ts';
import { collectRefusals, type PackageRefusal } from '#lib/domain/packages/refusal.ts';

/** The items of a package, found by their names. */
export type ItemNames = {
  readonly count: number;
  nameAt(index: number): string;
  isEmpty(index: number): boolean;
  /** Null when no item is spelled so. */
  readonly find: (name: string) => number | null;
};

export type PackageCheck = {
  readonly readLine: (line: string) => void;
  /** What is wrong with the package, nothing when it is complete; after the last line. */
  finish(): {
    readonly itemsInManifest: number | null;
    readonly refusals: readonly PackageRefusal[];
  };
};

/**
 * Checks a package against its manifest, line by line. `Count:` must be the number of items, every
 * listed name must be there, spelled the same, and no file may be empty (DESIGN 3.2).
 */
export function checkPackage(items: ItemNames): PackageCheck {
  const refusals = collectRefusals();
  const isListed = new Uint8Array(items.count);
  const counts = new Set<number>();
  let namesListed = 0;

  function readName(name: string): void {
    namesListed += 1;
    const index = items.find(name);
    if (index === null) refusals.add('name-missing', name);
    else if (isListed[index] === 1) refusals.add('name-listed-twice', name);
    else isListed[index] = 1;
  }

  function compareCount(count: number): void {
    if (count !== items.count) refusals.add('count-differs', `${count} ≠ ${items.count}`);
    if (count !== namesListed) refusals.add('list-differs', `${count} ≠ ${namesListed}`);
  }

  return {
    readLine(text) {
      const line = parseManifestLine(text);
      if (line?.kind === 'item') readName(line.name);
      // Two that differ are as bad as a thousand.
      if (line?.kind === 'count' && counts.size < 2) counts.add(line.count);
    },
    finish() {
      const [first] = counts;
      const count = counts.size === 1 && first !== undefined ? first : null;
      if (count === null) refusals.add('manifest-without-count', 'Count:');
      else compareCount(count);
      for (let index = 0; index < items.count; index += 1) {
        if (isListed[index] === 0) refusals.add('item-not-listed', items.nameAt(index));
        if (items.isEmpty(index)) refusals.add('empty-file', items.nameAt(index));
      }
      return { itemsInManifest: count, refusals: refusals.list() };
    },
  };
}
