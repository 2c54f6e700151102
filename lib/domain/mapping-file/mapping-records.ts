import Papa from 'papaparse';

export const [LF, CR, QUOTE] = [0x0a, 0x0d, 0x22];
const [SPACE, TAB, FORM_FEED, NBSP_FIRST, NBSP_SECOND] = [0x20, 0x09, 0x0c, 0xc2, 0xa0];

/** The bytes end in the middle of a record: outside quotation marks, or inside. */
const RECORD_OPEN = -1;
export const QUOTE_OPEN = -2;

/**
 * Where a record ends that begins at `start`: at a line break of any kind that is not between quotation
 * marks. `RECORD_OPEN` or `QUOTE_OPEN` when the bytes end before it does. Quotation marks mean what they
 * mean to papaparse, which reads the cells; a test compares the two.
 */
export function findRecordEnd(bytes: Uint8Array, start: number, delimiter: number): number {
  let at = start;
  let isCellStart = true;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === QUOTE && isCellStart) {
      at = endOfQuotes(bytes, at + 1, delimiter);
      if (at < 0) return QUOTE_OPEN;
      isCellStart = false;
      continue;
    }
    if (byte === LF || byte === CR) return at;
    isCellStart = byte === delimiter;
    at += 1;
  }
  return RECORD_OPEN;
}

/** Where the next record begins: CR and LF together are one line break. */
export function afterLineBreak(bytes: Uint8Array, recordEnd: number): number {
  return bytes[recordEnd] === CR && bytes[recordEnd + 1] === LF ? recordEnd + 2 : recordEnd + 1;
}

/** After the closing quotation mark and the blanks behind it: a delimiter, a line break or the end. */
function endOfQuotes(bytes: Uint8Array, start: number, delimiter: number): number {
  let from = start;
  for (;;) {
    const quote = bytes.indexOf(QUOTE, from);
    if (quote === -1) return QUOTE_OPEN;
    from = quote + 1;
    if (bytes[from] === QUOTE) {
      from += 1;
      continue;
    }
    const end = skipBlanks(bytes, from, delimiter);
    const byte = bytes[end];
    if (byte === undefined || byte === delimiter || byte === LF || byte === CR) return end;
  }
}

function skipBlanks(bytes: Uint8Array, start: number, delimiter: number): number {
  let at = start;
  for (;;) {
    const byte = bytes[at];
    if (byte === delimiter) return at;
    if (byte === SPACE || byte === TAB || byte === FORM_FEED) at += 1;
    else if (byte === NBSP_FIRST && bytes[at + 1] === NBSP_SECOND) at += 2;
    else return at;
  }
}

export type RecordCells = {
  readonly cells: readonly string[];
  /** A quotation mark stands where none can: what the cells are is a guess. */
  readonly hasStrayQuote: boolean;
};

/** The cells of one record, without its line break. */
export function readCells(record: string, delimiter: string): RecordCells {
  if (!record.includes('"')) return { cells: record.split(delimiter), hasStrayQuote: false };
  const { data, errors } = Papa.parse<string[]>(`${record}\n`, { delimiter, newline: '\n' });
  const [cells = []] = data;
  // The line break ends the record, and leaves an empty one behind it.
  return { cells, hasStrayQuote: data.length > 2 || errors.some(({ type }) => type === 'Quotes') };
}

export function isEmptyRecord(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}
