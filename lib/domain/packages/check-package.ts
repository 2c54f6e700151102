import type { PackageEntry } from '#lib/domain/packages/entry-location.ts';
import { isItemName, type Manifest } from '#lib/domain/packages/manifest.ts';
import { type PackageRefusal, refuseEach } from '#lib/domain/packages/refusal.ts';

/** The parts of a package: its items, its manifests (one, as a rule) and whatever else is in it. */
export function sortEntries(entries: readonly PackageEntry[]): {
  readonly items: readonly PackageEntry[];
  readonly manifests: readonly PackageEntry[];
  readonly otherFiles: readonly PackageEntry[];
} {
  const isManifest = ({ name }: PackageEntry) => /\.mf$/i.test(name);
  return {
    items: entries.filter(({ name }) => isItemName(name)),
    manifests: entries.filter(isManifest),
    otherFiles: entries.filter((entry) => !isItemName(entry.name) && !isManifest(entry)),
  };
}

/**
 * What is wrong with a package: nothing when it is complete. `Count:` must be the number of items,
 * every listed name must be there, spelled the same, and no file may be empty (DESIGN 3.2).
 */
export function checkPackage(
  manifest: Manifest,
  items: readonly PackageEntry[],
): readonly PackageRefusal[] {
  const present = new Set(items.map(({ name }) => name));
  const listed = new Set(manifest.names);
  const { count } = manifest;
  return [
    ...refuseEach('manifest-without-count', count === null ? ['Count:'] : []),
    ...refuseEach('count-differs', differ(count, items.length)),
    ...refuseEach('list-differs', differ(count, manifest.names.length)),
    ...refuseEach('name-listed-twice', repeated(manifest.names)),
    ...refuseEach(
      'name-missing',
      [...listed].filter((name) => !present.has(name)),
    ),
    ...refuseEach(
      'item-not-listed',
      [...present].filter((name) => !listed.has(name)),
    ),
    ...refuseEach(
      'empty-file',
      items.filter(({ location }) => location.uncompressedBytes === 0).map(({ name }) => name),
    ),
  ];
}

function differ(expected: number | null, actual: number): readonly string[] {
  return expected === null || expected === actual ? [] : [`${expected} ≠ ${actual}`];
}

/** Those that are there more than once, each once. */
export function repeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const name of names) (seen.has(name) ? again : seen).add(name);
  return [...again];
}
