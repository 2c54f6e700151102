import type { CatalogEntry } from '#lib/connectors/catalog.ts';

export type ContentType = CatalogEntry['contentTypes'][number];

export type KindFilter = {
  readonly search: string;
  /** Undefined for all. */
  readonly content: ContentType | undefined;
};

/**
 * The kinds that hold every word of the search in their names, vendor or content, and the chosen
 * content.
 * @param words what the page shows for a kind, in the reader's language
 */
export function filterKinds(
  kinds: readonly CatalogEntry[],
  { search, content }: KindFilter,
  words: (kind: CatalogEntry) => string,
): readonly CatalogEntry[] {
  const wanted = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return kinds.filter((kind) => {
    if (content !== undefined && !kind.contentTypes.includes(content)) return false;
    const text = [kind.listLabel, kind.pageLabel, kind.vendor, words(kind)]
      .join(' ')
      .toLocaleLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
