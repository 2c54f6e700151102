import type { MappingFileRows } from '#lib/domain/mapping-file/mapping-file-rows.ts';
import type { MappingFileRow } from '#lib/domain/mapping-file/parse-mapping-row.ts';

/** What a look-up of one number reads; all rows of a number are in one page. */
const NUMBERS_PER_PAGE = 128;
/** Flags, number, line, two moments, length of the mailbox. */
const LARGEST_ROW_HEAD = 1 + 8 + 4 + 8 + 8 + 2;
const [HAS_FROM, HAS_UNTIL] = [1, 2];
/** Flags, number, line. */
export const ROW_HEAD_BYTES = 1 + 8 + 4;
const TWO_TO_32 = 2 ** 32;

/** Rows of a mapping file by number, then by line, in the form in which they are stored. */
export type MappingPage = {
  readonly firstNumber: number;
  readonly lastNumber: number;
  readonly rowCount: number;
  /**
   * For each row, integers with the high byte first: flags (1 byte), number (8), line (4), if the flags
   * say so `holdsFrom` and `holdsUntil` (8 each, milliseconds), length of the mailbox (2), mailbox (UTF-8).
   */
  readonly bytes: Uint8Array<ArrayBuffer>;
};

export function* encodeMappingPages(rows: MappingFileRows): Generator<MappingPage> {
  const numbers = rows.sortedNumbers();
  for (let from = 0; from < numbers.length; from += NUMBERS_PER_PAGE) {
    const ofPage = numbers.subarray(from, from + NUMBERS_PER_PAGE);
    const found = Array.from(ofPage, (number) => rows.indexesOf(number)).flat();
    yield {
      firstNumber: ofPage[0] ?? 0,
      lastNumber: ofPage.at(-1) ?? 0,
      rowCount: found.length,
      bytes: encodeRows(rows, found),
    };
  }
}

function encodeRows(rows: MappingFileRows, indexes: readonly number[]): Uint8Array<ArrayBuffer> {
  const size = indexes.reduce(
    (sum, row) => sum + LARGEST_ROW_HEAD + rows.mailboxBytes(row).length,
    0,
  );
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const row of indexes) {
    const [from, until] = [rows.holdsFromAt(row), rows.holdsUntilAt(row)];
    view.setUint8(at, (from === null ? 0 : HAS_FROM) | (until === null ? 0 : HAS_UNTIL));
    writeInteger(view, at + 1, rows.numberAt(row));
    view.setUint32(at + 9, rows.lineAt(row));
    at += ROW_HEAD_BYTES;
    for (const moment of [from, until]) {
      if (moment === null) continue;
      writeInteger(view, at, moment.getTime());
      at += 8;
    }
    const mailbox = rows.mailboxBytes(row);
    view.setUint16(at, mailbox.length);
    bytes.set(mailbox, at + 2);
    at += 2 + mailbox.length;
  }
  return bytes.slice(0, at);
}

/** The rows of a page one by one, without making anything of the mailbox: it is between two places. */
function forEachRow(
  bytes: Uint8Array,
  take: (row: {
    readonly number: number;
    readonly line: number;
    readonly holdsFromMs: number;
    readonly holdsUntilMs: number;
    readonly mailbox: Uint8Array;
  }) => void,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const flags = view.getUint8(at);
    const number = readInteger(view, at + 1);
    const line = view.getUint32(at + 9);
    at += ROW_HEAD_BYTES;
    const moments = [Number.NaN, Number.NaN];
    for (const [index, flag] of [HAS_FROM, HAS_UNTIL].entries()) {
      if ((flags & flag) === 0) continue;
      moments[index] = readInteger(view, at);
      at += 8;
    }
    const end = at + 2 + view.getUint16(at);
    const [holdsFromMs = Number.NaN, holdsUntilMs = Number.NaN] = moments;
    take({ number, line, holdsFromMs, holdsUntilMs, mailbox: bytes.subarray(at + 2, end) });
    at = end;
  }
}

/** Adds the rows of a page to a table. */
export function appendMappingPage(rows: MappingFileRows, bytes: Uint8Array): void {
  forEachRow(bytes, ({ number, line, holdsFromMs, holdsUntilMs, mailbox }) => {
    const room = rows.roomFor(mailbox.length);
    room.bytes.set(mailbox, room.start);
    rows.appendWritten(number, line, mailbox.length);
    const hasPeriod = !Number.isNaN(holdsFromMs) || !Number.isNaN(holdsUntilMs);
    if (hasPeriod) rows.setPeriodOfLast(holdsFromMs, holdsUntilMs);
  });
}

export function decodeMappingPage(bytes: Uint8Array): MappingFileRow[] {
  const decoder = new TextDecoder();
  const rows: MappingFileRow[] = [];
  forEachRow(bytes, ({ number, line, holdsFromMs, holdsUntilMs, mailbox }) => {
    rows.push({
      line,
      mobileNumber: String(number),
      mailbox: decoder.decode(mailbox),
      holdsFrom: Number.isNaN(holdsFromMs) ? null : new Date(holdsFromMs),
      holdsUntil: Number.isNaN(holdsUntilMs) ? null : new Date(holdsUntilMs),
    });
  });
  return rows;
}

/** All rows of one number, as they are in a page. */
export type NumberRows = {
  readonly number: number;
  readonly rowCount: number;
  readonly bytes: Uint8Array;
};

/** Goes through pages number by number. */
export class MappingPageCursor {
  readonly #pages: AsyncIterator<Uint8Array>;
  #bytes: Uint8Array = new Uint8Array();
  #view: DataView = new DataView(new ArrayBuffer());
  #at = 0;

  constructor(pages: AsyncIterable<Uint8Array>) {
    this.#pages = pages[Symbol.asyncIterator]();
  }

  /** Null when the page has no more: waiting for each number would take longer than reading it. */
  nextInPage(): NumberRows | null {
    if (this.#at === this.#bytes.length) return null;
    const start = this.#at;
    const number = readInteger(this.#view, start + 1);
    let rowCount = 0;
    while (this.#at < this.#bytes.length && readInteger(this.#view, this.#at + 1) === number) {
      const flags = this.#view.getUint8(this.#at);
      const moments = (flags & HAS_FROM ? 8 : 0) + (flags & HAS_UNTIL ? 8 : 0);
      const mailbox = this.#at + ROW_HEAD_BYTES + moments;
      this.#at = mailbox + 2 + this.#view.getUint16(mailbox);
      rowCount += 1;
    }
    return { number, rowCount, bytes: this.#bytes.subarray(start, this.#at) };
  }

  /** From the next page where this one has no more; null at the end. */
  async next(): Promise<NumberRows | null> {
    for (;;) {
      const found = this.nextInPage();
      if (found !== null) return found;
      const page = await this.#pages.next();
      if (page.done === true) return null;
      this.#bytes = page.value;
      this.#view = new DataView(page.value.buffer, page.value.byteOffset, page.value.byteLength);
      this.#at = 0;
    }
  }
}

/** Exact as far as floating point numbers are: to 2 ** 53, negative ones too. */
function writeInteger(view: DataView, at: number, value: number): void {
  view.setInt32(at, Math.floor(value / TWO_TO_32));
  view.setUint32(at + 4, value >>> 0);
}

function readInteger(view: DataView, at: number): number {
  return view.getInt32(at) * TWO_TO_32 + view.getUint32(at + 4);
}
