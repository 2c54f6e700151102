import {
  readMappingHeader,
  type MappingColumns,
} from '#lib/domain/mapping-file/mapping-columns.ts';
import {
  afterLineBreak,
  findRecordEnd,
  isEmptyRecord,
  readCells,
} from '#lib/domain/mapping-file/mapping-records.ts';
import { looksLikeMailbox, looksLikeNumber } from '#lib/domain/mapping-file/clean-cell.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
export type MappingDelimiter = (typeof DELIMITERS)[number];

/** A title or the name of the exporting program may stand above the column names, not a whole list. */
const RECORDS_LOOKED_AT = 30;

export type KnownLayout = {
  readonly state: 'known';
  readonly delimiter: MappingDelimiter;
  readonly columns: MappingColumns;
  readonly ignored: readonly string[];
  readonly hasHeader: boolean;
  /** Records before the first row of data. */
  readonly skip: number;
  /** Those of them that hold something, and are no column names. */
  readonly above: readonly { readonly line: number; readonly cells: readonly string[] }[];
};
type UnknownLayout = {
  readonly state: 'ambiguous' | 'unknown';
  readonly names: readonly string[];
};
export type MappingLayout = KnownLayout | UnknownLayout;

/**
 * The delimiter and the columns, from the beginning of the file: the first record that has the names of
 * columns, whatever stands above it; else, without names, a first record that is a number and a mailbox.
 */
export function detectLayout(head: Uint8Array): MappingLayout {
  const candidates = DELIMITERS.map((delimiter) => ({
    delimiter,
    records: firstRecords(head, delimiter),
  }));
  const named = candidates
    .map(({ delimiter, records }) => findHeader(records, delimiter))
    .filter((layout) => layout !== null);
  const known = named
    .filter((layout) => layout.state === 'known')
    .toSorted((one, other) => one.skip - other.skip);
  if (known[0] !== undefined) return known[0];

  for (const { delimiter, records } of candidates) {
    const layout = layoutWithoutHeader(records, delimiter);
    if (layout !== null) return layout;
  }
  return named[0] ?? unknownLayout(candidates.map(({ records }) => records));
}

function firstRecords(head: Uint8Array, delimiter: MappingDelimiter): (readonly string[])[] {
  const decoder = new TextDecoder();
  const records: (readonly string[])[] = [];
  for (let at = 0; at < head.length && records.length < RECORDS_LOOKED_AT;) {
    const found = findRecordEnd(head, at, delimiter.charCodeAt(0));
    const end = found < 0 ? head.length : found;
    records.push(readCells(decoder.decode(head.subarray(at, end)), delimiter).cells);
    at = afterLineBreak(head, end);
  }
  return records;
}

function findHeader(
  records: readonly (readonly string[])[],
  delimiter: MappingDelimiter,
): MappingLayout | null {
  let ambiguous: UnknownLayout | null = null;
  const above: { line: number; cells: readonly string[] }[] = [];
  for (const [index, cells] of records.entries()) {
    const header = readMappingHeader(cells);
    if (header.state === 'known') {
      const { columns, ignored } = header;
      return { ...header, delimiter, columns, ignored, hasHeader: true, skip: index + 1, above };
    }
    if (header.state === 'ambiguous') ambiguous ??= header;
    if (!isEmptyRecord(cells) && !isSeparatorHint(cells, index)) {
      above.push({ line: index + 1, cells });
    }
  }
  return ambiguous;
}

/** Microsoft's own pages speak of two columns without a header (FACTS 2.2); either may come first. */
function layoutWithoutHeader(
  records: readonly (readonly string[])[],
  delimiter: MappingDelimiter,
): KnownLayout | null {
  const first = firstFilled(records);
  const [one = '', other = ''] = records[first] ?? [];
  const isReversed = looksLikeMailbox(one) && looksLikeNumber(other);
  if (!isReversed && !(looksLikeNumber(one) && looksLikeMailbox(other))) return null;
  const [mobileNumber, mailbox] = isReversed ? [1, 0] : [0, 1];
  return {
    state: 'known',
    delimiter,
    columns: { mobileNumber, mailbox, holdsFrom: undefined, holdsUntil: undefined },
    ignored: [],
    hasHeader: false,
    skip: first,
    above: [],
  };
}

function unknownLayout(candidates: readonly (readonly (readonly string[])[])[]): UnknownLayout {
  const names = candidates
    .map((records) => records[firstFilled(records)] ?? [])
    .map((cells) => cells.map((cell) => cell.trim()).filter((cell) => cell !== ''));
  return {
    state: 'unknown',
    names: names.reduce((most, some) => (some.length > most.length ? some : most), []),
  };
}

function firstFilled(records: readonly (readonly string[])[]): number {
  const found = records.findIndex(
    (cells, index) => !isEmptyRecord(cells) && !isSeparatorHint(cells, index),
  );
  return Math.max(found, 0);
}

/** Excel's own first line, `sep=;`. */
function isSeparatorHint(cells: readonly string[], index: number): boolean {
  return index === 0 && /^"?sep=/i.test(cells[0] ?? '');
}
