import type { MappingProblem } from '#lib/domain/mapping-file/mapping-problem.ts';
import type { MappingFileRow } from '#lib/domain/mapping-file/parse-mapping-row.ts';

/**
 * Compares a row with the earlier rows of its number. Two mailboxes at the same time are an error: nobody
 * could say which is right. One after the other are a reassigned number.
 * @param earlier without those that contradict one before them
 */
export function findOverlap(
  earlier: readonly MappingFileRow[],
  row: MappingFileRow,
): MappingProblem | null {
  const overlapping = earlier.filter((other) => overlaps(other, row));
  const other = overlapping.find(({ mailbox }) => mailbox !== row.mailbox) ?? overlapping[0];
  if (other === undefined) return null;
  return {
    line: row.line,
    code: other.mailbox === row.mailbox ? 'row-repeated' : 'number-two-mailboxes',
    value: row.mobileNumber,
    otherLine: other.line,
  };
}

function overlaps(one: MappingFileRow, other: MappingFileRow): boolean {
  return startsBeforeEndOf(one, other) && startsBeforeEndOf(other, one);
}

function startsBeforeEndOf(one: MappingFileRow, other: MappingFileRow): boolean {
  return one.holdsFrom === null || other.holdsUntil === null || one.holdsFrom < other.holdsUntil;
}
