import type { MappingRow } from '#lib/domain/matching/mapping-history.ts';

/** Rows of a mapping file, a column each; null is a row that holds without limit. */
export type MappingColumns = {
  readonly line: readonly number[];
  readonly mobileNumber: readonly string[];
  readonly mailbox: readonly string[];
  readonly holdsFromMs: readonly (number | null)[];
  readonly holdsUntilMs: readonly (number | null)[];
};

/** One version of a mapping file in memory, some 50 bytes a row. */
export type MappingTable = {
  /** The rows of a number, in the order of the file. */
  readonly find: (mobileNumber: string) => readonly MappingRow[];
};

const NONE = -1;
const MAILBOX_BYTES = 32;
const LARGEST_CHARACTER_BYTES = 3;

/**
 * A million rows as objects would take several times the memory a worker has. Numbers of E.164 have
 * 15 digits at most, and are exact as floating point numbers.
 */
export function createMappingTable(rowCount: number) {
  const columns = {
    number: new Float64Array(rowCount),
    line: new Uint32Array(rowCount),
    holdsFrom: new Float64Array(rowCount).fill(Number.NaN),
    holdsUntil: new Float64Array(rowCount).fill(Number.NaN),
    mailboxEnd: new Uint32Array(rowCount),
    /** The row before it that has the same place in `last`. */
    previous: new Int32Array(rowCount),
  };
  const places = rowCount * 2 + 1;
  const last = new Int32Array(places).fill(NONE);
  const texts = createTexts(rowCount * MAILBOX_BYTES);
  let count = 0;

  const rowAt = (row: number): MappingRow => ({
    line: columns.line[row] ?? 0,
    mailbox: texts.read(
      row === 0 ? 0 : (columns.mailboxEnd[row - 1] ?? 0),
      columns.mailboxEnd[row],
    ),
    holdsFrom: toDate(columns.holdsFrom[row]),
    holdsUntil: toDate(columns.holdsUntil[row]),
  });

  return {
    /** In the order of the file; no more in all than the table was made for. */
    append(rows: MappingColumns): void {
      for (const [index, mobileNumber] of rows.mobileNumber.entries()) {
        const number = Number(mobileNumber);
        columns.number[count] = number;
        columns.line[count] = rows.line[index] ?? 0;
        columns.holdsFrom[count] = rows.holdsFromMs[index] ?? Number.NaN;
        columns.holdsUntil[count] = rows.holdsUntilMs[index] ?? Number.NaN;
        columns.mailboxEnd[count] = texts.append(rows.mailbox[index] ?? '');
        const place = placeOf(number, places);
        columns.previous[count] = last[place] ?? NONE;
        last[place] = count;
        count += 1;
      }
    },
    find(mobileNumber: string): readonly MappingRow[] {
      const number = Number(mobileNumber);
      const found: MappingRow[] = [];
      for (
        let row = last[placeOf(number, places)] ?? NONE;
        row !== NONE;
        row = columns.previous[row] ?? NONE
      ) {
        if (columns.number[row] === number) found.push(rowAt(row));
      }
      return found.length > 1 ? found.reverse() : found;
    },
  };
}

/** The remainder; of numbers of more than 32 bits `%` takes many times as long. */
function placeOf(number: number, places: number): number {
  return number - Math.floor(number / places) * places;
}

function toDate(milliseconds: number | undefined): Date | null {
  return milliseconds === undefined || Number.isNaN(milliseconds) ? null : new Date(milliseconds);
}

/** Texts end to end in one piece of memory that grows. */
function createTexts(expectedBytes: number) {
  let bytes = Buffer.allocUnsafeSlow(expectedBytes);
  let end = 0;
  return {
    /** Where the text ends. */
    append(text: string): number {
      const largest = end + text.length * LARGEST_CHARACTER_BYTES;
      if (largest > bytes.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(largest, bytes.length * 2));
        bytes.copy(larger, 0, 0, end);
        bytes = larger;
      }
      end += bytes.write(text, end);
      return end;
    },
    read: (from: number, until: number | undefined) => bytes.toString('utf8', from, until),
  };
}
