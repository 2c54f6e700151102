/**
 * Cuts a list into batches, in order, of at most so many entries and bytes. One entry that is larger
 * than a whole batch makes a batch of its own.
 */
export function toBatches<Entry>(
  entries: readonly Entry[],
  bytesOf: (entry: Entry) => number,
  limits: { readonly count: number; readonly bytes: number },
): readonly (readonly Entry[])[] {
  const batches: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const batch = batches.at(-1);
    bytes += bytesOf(entry);
    if (batch !== undefined && batch.length < limits.count && bytes <= limits.bytes) {
      batch.push(entry);
      continue;
    }
    batches.push([entry]);
    bytes = bytesOf(entry);
  }
  return batches;
}
