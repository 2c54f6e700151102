import {
  decodeMappingPage,
  ROW_HEAD_BYTES,
  MappingPageCursor,
  type NumberRows,
} from '#lib/domain/mapping-file/mapping-page.ts';
import type { MappingFileRow } from '#lib/domain/mapping-file/parse-mapping-row.ts';

export const MAPPING_CHANGE_KINDS = ['added', 'changed', 'removed'] as const;
export type MappingChangeKind = (typeof MAPPING_CHANGE_KINDS)[number];

/** One mobile number of which two versions say something different, and what. */
export type MappingChange = {
  readonly kind: MappingChangeKind;
  readonly mobileNumber: string;
  readonly before: readonly MappingFileRow[];
  readonly after: readonly MappingFileRow[];
};

type Pages = AsyncIterable<Uint8Array>;

/**
 * What a version changes, number by number in their order, out of pages in the order of numbers: neither
 * version is held whole. On which line a row stands, and that it is there twice, makes no difference.
 * @returns how many numbers are the same in both
 */
export async function* compareMappingPages(
  before: Pages,
  after: Pages,
): AsyncGenerator<MappingChange, number> {
  const one = new MappingPageCursor(before);
  const other = new MappingPageCursor(after);
  let unchanged = 0;
  let [left, right] = [await one.next(), await other.next()];
  while (left !== null || right !== null) {
    if (right === null || (left !== null && left.number < right.number)) {
      if (left !== null) yield describe(left, null);
      left = one.nextInPage() ?? (await one.next());
    } else if (left === null || right.number < left.number) {
      yield describe(null, right);
      right = other.nextInPage() ?? (await other.next());
    } else {
      if (isSame(left, right)) unchanged += 1;
      else yield describe(left, right);
      left = one.nextInPage() ?? (await one.next());
      right = other.nextInPage() ?? (await other.next());
    }
  }
  return unchanged;
}

function describe(left: NumberRows | null, right: NumberRows | null): MappingChange {
  const kind = left === null ? 'added' : right === null ? 'removed' : 'changed';
  return {
    kind,
    mobileNumber: String((left ?? right)?.number),
    before: left === null ? [] : decodeMappingPage(left.bytes),
    after: right === null ? [] : decodeMappingPage(right.bytes),
  };
}

function isSame(left: NumberRows, right: NumberRows): boolean {
  if (left.rowCount === 1 && right.rowCount === 1) return isSameRow(left.bytes, right.bytes);
  const says = (rows: readonly MappingFileRow[]) =>
    [
      ...new Set(
        rows.map(
          ({ mailbox, holdsFrom, holdsUntil }) =>
            `${holdsFrom?.getTime() ?? ''} ${holdsUntil?.getTime() ?? ''} ${mailbox}`,
        ),
      ),
    ]
      .sort()
      .join('\n');
  return says(decodeMappingPage(left.bytes)) === says(decodeMappingPage(right.bytes));
}

/** The flags, and what follows number and line. */
function isSameRow(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length || left[0] !== right[0]) return false;
  for (let at = ROW_HEAD_BYTES; at < left.length; at += 1) if (left[at] !== right[at]) return false;
  return true;
}
