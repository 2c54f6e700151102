import type { KindListSearch } from '#components/data-connectors/kind-list-search.ts';
import type { CatalogEntry } from '#lib/connectors/catalog.ts';

/**
 * The kinds that hold every word of the search in their names, vendor or content, and that have the
 * chosen content and are offered in the chosen cloud.
 * @param words what the page shows for a kind, in the reader's language
 */
export function filterKinds(
  kinds: readonly CatalogEntry[],
  { search, content, availability }: KindListSearch,
  words: (kind: CatalogEntry) => string,
): readonly CatalogEntry[] {
  const wanted = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return kinds.filter((kind) => {
    if (content !== undefined && !kind.contentTypes.includes(content)) return false;
    if (availability !== undefined && !kind.availability.includes(availability)) return false;
    const { listLabel, pageLabel, folderName, vendor, services } = kind;
    const text = [listLabel, pageLabel, folderName, vendor, ...services, words(kind)]
      .join(' ')
      .toLocaleLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
