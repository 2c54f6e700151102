export type Manifest = {
  /** How many items the source says it sent. Null when it does not say, or says two things. */
  readonly count: number | null;
  /** The items' names as they are spelled, in their order, repeated where the manifest repeats. */
  readonly names: readonly string[];
};

const COUNT_LINE = /^count\s*:\s*(\d{1,9})$/i;
/** E-mail files, and message records of the network archivers (docs/record-format.md). */
const ITEM_NAME = /\.(?:eml|json)$/i;

/** Whether a name, in a package or a manifest, is that of an item. */
export function isItemName(name: string): boolean {
  return ITEM_NAME.test(name);
}

/**
 * Reads a manifest. Its full format is not public (FACTS 3.2), so only two kinds of line mean
 * something: `Count: N`, and any line that ends in the name of an item.
 */
export function parseManifest(text: string): Manifest {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim());
  const counts = new Set(
    lines.flatMap((line) => {
      const digits = COUNT_LINE.exec(line)?.[1];
      return digits === undefined ? [] : [Number(digits)];
    }),
  );
  const [count] = counts;
  return {
    count: counts.size === 1 && count !== undefined ? count : null,
    names: lines.filter((line) => isItemName(line)),
  };
}
