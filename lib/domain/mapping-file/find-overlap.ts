import type { MappingProblem } from '#lib/domain/mapping-file/mapping-problem.ts';
import type { MappingFileRow } from '#lib/domain/mapping-file/parse-mapping-row.ts';

/**
 * Compares a row with the earlier rows of its number, and adds it to them. Two mailboxes at the same
 * time are an error: nobody could say which is right. One after the other are a reassigned number.
 */
export function findOverlap(
  rowsByNumber: Map<string, MappingFileRow[]>,
  row: MappingFileRow,
): MappingProblem | null {
  const earlier = rowsByNumber.get(row.mobileNumber);
  if (earlier === undefined) {
    rowsByNumber.set(row.mobileNumber, [row]);
    return null;
  }
  const overlapping = earlier.filter((other) => overlaps(other, row));
  const other = overlapping.find(({ mailbox }) => mailbox !== row.mailbox) ?? overlapping[0];
  if (other === undefined) {
    earlier.push(row);
    return null;
  }
  const isRepeated = other.mailbox === row.mailbox;
  // It may reach further than the row it repeats; one that contradicts is compared with no other.
  if (isRepeated && !covers(other, row)) earlier.push(row);
  return {
    line: row.line,
    code: isRepeated ? 'row-repeated' : 'number-two-mailboxes',
    value: row.mobileNumber,
    otherLine: other.line,
  };
}

function overlaps(one: MappingFileRow, other: MappingFileRow): boolean {
  return startsBeforeEndOf(one, other) && startsBeforeEndOf(other, one);
}

function covers(one: MappingFileRow, other: MappingFileRow): boolean {
  const beginsFirst =
    one.holdsFrom === null || (other.holdsFrom !== null && one.holdsFrom <= other.holdsFrom);
  const endsLast =
    one.holdsUntil === null || (other.holdsUntil !== null && other.holdsUntil <= one.holdsUntil);
  return beginsFirst && endsLast;
}

function startsBeforeEndOf(one: MappingFileRow, other: MappingFileRow): boolean {
  return one.holdsFrom === null || other.holdsUntil === null || one.holdsFrom < other.holdsUntil;
}
