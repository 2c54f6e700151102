const COUNT_LINE = /^count\s*:\s*(\d{1,9})$/i;
/** E-mail files, and message records of the network archivers (docs/record-format.md). */
const ITEM_NAME = /\.(?:eml|json)$/i;

/** Whether a name, in a package or a manifest, is that of an item. */
export function isItemName(name: string): boolean {
  return ITEM_NAME.test(name);
}

export function isManifestName(name: string): boolean {
  return /\.mf$/i.test(name);
}

export type ManifestLine =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'item'; readonly name: string };

/**
 * Reads a line of a manifest. Its full format is not public (FACTS 3.2), so only two kinds of line
 * mean something: `Count: N`, and any line that ends in the name of an item. Null for any other.
 */
export function parseManifestLine(text: string): ManifestLine | null {
  const line = text.trim();
  if (isItemName(line)) return { kind: 'item', name: line };
  const digits = COUNT_LINE.exec(line)?.[1];
  return digits === undefined ? null : { kind: 'count', count: Number(digits) };
}
