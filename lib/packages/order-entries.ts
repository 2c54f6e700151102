import type { RefusalList } from '#lib/domain/packages/refusal.ts';
import type { EntryColumns } from '#lib/packages/entry-columns.ts';

/**
 * The order in which the entries lie in the package, and by index where what follows each begins.
 * Entries that share bytes, the trick of the ZIP bombs that defeat every ratio, or that lie outside
 * are refused; so are bytes before the first of them, which another reader may take for a ZIP.
 */
export function orderEntries(
  columns: EntryColumns,
  directoryOffset: number,
  refusals: RefusalList,
): { readonly order: Uint32Array; readonly endOffsets: Float64Array } {
  const order = Uint32Array.from({ length: columns.count }, (_, index) => index);
  const isSorted = order.every(
    (index) => index === 0 || columns.headerOffsetAt(index - 1) <= columns.headerOffsetAt(index),
  );
  if (!isSorted) {
    order.sort((left, right) => columns.headerOffsetAt(left) - columns.headerOffsetAt(right));
  }
  const firstOffset = order.length === 0 ? directoryOffset : columns.headerOffsetAt(order[0] ?? 0);
  if (firstOffset !== 0) refusals.add('package-ambiguous', 'bytes before the first entry');

  const endOffsets = new Float64Array(columns.count);
  order.forEach((index, place) => {
    const next = order[place + 1];
    const endOffset = next === undefined ? directoryOffset : columns.headerOffsetAt(next);
    endOffsets[index] = endOffset;
    if (columns.leastEndAt(index) > endOffset) {
      refusals.add('entries-overlap', columns.nameAt(index));
    }
  });
  return { order, endOffsets };
}
