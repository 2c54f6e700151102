import type { MappingFileRow } from '#lib/domain/mapping-file/parse-mapping-row.ts';

const NONE = -1;
const FIRST_ROOM = 1024;
const MAILBOX_BYTES = 32;
const [MIX_LOW, MIX_HIGH] = [0x9e3779b1, 0x85ebca6b];
const TWO_TO_32 = 2 ** 32;

/**
 * Rows of a mapping file in some 60 bytes each: as objects a million of them would take half a gigabyte.
 * Numbers of E.164 have 15 digits at most and are exact as floating point numbers. In the order of the
 * file; the rows of a number are found by it.
 */
export class MappingFileRows {
  #count = 0;
  #numbers = new Float64Array(FIRST_ROOM);
  #lines = new Uint32Array(FIRST_ROOM);
  #mailboxEnds = new Uint32Array(FIRST_ROOM);
  /** The row before it of the same place in `#last`. */
  #previous = new Int32Array(FIRST_ROOM);
  #last = new Int32Array(FIRST_ROOM).fill(NONE);
  /** Milliseconds, NaN for none; no room at all as long as no row has a date. */
  #holdsFrom: Float64Array<ArrayBuffer> | null = null;
  #holdsUntil: Float64Array<ArrayBuffer> | null = null;
  #texts = new Uint8Array(FIRST_ROOM * MAILBOX_BYTES);
  #textEnd = 0;
  readonly #decoder = new TextDecoder();
  readonly #encoder = new TextEncoder();

  get count(): number {
    return this.#count;
  }

  /** Where a mailbox can be written that `appendWritten` then takes; valid until the next row. */
  roomFor(mailboxBytes: number): { readonly bytes: Uint8Array; readonly start: number } {
    this.#growTexts(mailboxBytes);
    return { bytes: this.#texts, start: this.#textEnd };
  }

  append({ mobileNumber, line, mailbox, holdsFrom, holdsUntil }: MappingFileRow): void {
    const bytes = this.#encoder.encode(mailbox);
    this.#growTexts(bytes.length);
    this.#texts.set(bytes, this.#textEnd);
    this.appendWritten(Number(mobileNumber), line, bytes.length);
    const row = this.#count - 1;
    if (holdsFrom !== null) this.#setPeriod(row, holdsFrom.getTime(), Number.NaN);
    if (holdsUntil !== null) {
      this.#setPeriod(row, holdsFrom?.getTime() ?? Number.NaN, holdsUntil.getTime());
    }
  }

  /** A row whose mailbox has been written into `room`, in UTF-8 and lower case. */
  appendWritten(number: number, line: number, mailboxLength: number): void {
    if (this.#count === this.#numbers.length) this.#grow();
    const row = this.#count;
    this.#textEnd += mailboxLength;
    this.#numbers[row] = number;
    this.#lines[row] = line;
    this.#mailboxEnds[row] = this.#textEnd;
    this.#link(row);
    this.#count += 1;
  }

  /** The period of the row that was appended last; NaN is without limit. */
  setPeriodOfLast(holdsFromMs: number, holdsUntilMs: number): void {
    this.#setPeriod(this.#count - 1, holdsFromMs, holdsUntilMs);
  }

  has(number: number): boolean {
    return this.#find(number, this.#last[this.#placeOf(number)] ?? NONE) !== NONE;
  }

  /** The rows of a number, in the order of the file. */
  rowsOf(number: number): MappingFileRow[] {
    return this.indexesOf(number).map((row) => this.at(row));
  }

  indexesOf(number: number): number[] {
    const found: number[] = [];
    let row = this.#find(number, this.#last[this.#placeOf(number)] ?? NONE);
    while (row !== NONE) {
      found.push(row);
      row = this.#find(number, this.#previous[row] ?? NONE);
    }
    return found.length > 1 ? found.reverse() : found;
  }

  /** Each number once. */
  sortedNumbers(): Float64Array {
    const sorted = this.#numbers.slice(0, this.#count).sort();
    let count = 0;
    for (const number of sorted) {
      if (count > 0 && sorted[count - 1] === number) continue;
      sorted[count] = number;
      count += 1;
    }
    return sorted.subarray(0, count);
  }

  numberAt(row: number): number {
    return this.#numbers[row] ?? 0;
  }

  lineAt(row: number): number {
    return this.#lines[row] ?? 0;
  }

  holdsFromAt(row: number): Date | null {
    return toDate(this.#holdsFrom?.[row]);
  }

  holdsUntilAt(row: number): Date | null {
    return toDate(this.#holdsUntil?.[row]);
  }

  /** In UTF-8; valid until the next row is appended. */
  mailboxBytes(row: number): Uint8Array {
    const start = row === 0 ? 0 : (this.#mailboxEnds[row - 1] ?? 0);
    return this.#texts.subarray(start, this.#mailboxEnds[row]);
  }

  mailboxAt(row: number): string {
    return this.#decoder.decode(this.mailboxBytes(row));
  }

  at(row: number): MappingFileRow {
    return {
      line: this.lineAt(row),
      mobileNumber: String(this.numberAt(row)),
      mailbox: this.mailboxAt(row),
      holdsFrom: this.holdsFromAt(row),
      holdsUntil: this.holdsUntilAt(row),
    };
  }

  /** Whether two rows, of one file or of two, say the same of their number: mailbox and period. */
  saysTheSame(row: number, other: MappingFileRows, otherRow: number): boolean {
    return (
      sameMoment(this.#holdsFrom?.[row], other.#holdsFrom?.[otherRow]) &&
      sameMoment(this.#holdsUntil?.[row], other.#holdsUntil?.[otherRow]) &&
      sameBytes(this.mailboxBytes(row), other.mailboxBytes(otherRow))
    );
  }

  *[Symbol.iterator](): Generator<MappingFileRow> {
    for (let row = 0; row < this.#count; row += 1) yield this.at(row);
  }

  #setPeriod(row: number, holdsFromMs: number, holdsUntilMs: number): void {
    this.#holdsFrom ??= new Float64Array(this.#numbers.length).fill(Number.NaN);
    this.#holdsUntil ??= new Float64Array(this.#numbers.length).fill(Number.NaN);
    this.#holdsFrom[row] = holdsFromMs;
    this.#holdsUntil[row] = holdsUntilMs;
  }

  #find(number: number, from: number): number {
    let row = from;
    while (row !== NONE && this.#numbers[row] !== number) row = this.#previous[row] ?? NONE;
    return row;
  }

  #placeOf(number: number): number {
    const mixed =
      Math.imul(number >>> 0, MIX_LOW) ^ Math.imul((number / TWO_TO_32) >>> 0, MIX_HIGH);
    return (mixed ^ (mixed >>> 15)) & (this.#last.length - 1);
  }

  #link(row: number): void {
    const place = this.#placeOf(this.#numbers[row] ?? 0);
    this.#previous[row] = this.#last[place] ?? NONE;
    this.#last[place] = row;
  }

  #grow(): void {
    const room = this.#numbers.length * 2;
    this.#numbers = new Float64Array(enlarge(this.#numbers, room));
    this.#lines = new Uint32Array(enlarge(this.#lines, room));
    this.#mailboxEnds = new Uint32Array(enlarge(this.#mailboxEnds, room));
    this.#previous = new Int32Array(room);
    if (this.#holdsFrom !== null && this.#holdsUntil !== null) {
      this.#holdsFrom = new Float64Array(enlarge(this.#holdsFrom, room)).fill(NaN, this.#count);
      this.#holdsUntil = new Float64Array(enlarge(this.#holdsUntil, room)).fill(NaN, this.#count);
    }
    this.#last = new Int32Array(room).fill(NONE);
    for (let row = 0; row < this.#count; row += 1) this.#link(row);
  }

  #growTexts(more: number): void {
    const wanted = this.#textEnd + more;
    if (wanted <= this.#texts.length) return;
    const room = Math.max(wanted, Math.ceil(this.#texts.length * 1.5));
    this.#texts = new Uint8Array(this.#texts.buffer.transfer(room));
  }
}

/** The same memory, with more room: it is not held twice. */
function enlarge(
  column: { readonly buffer: ArrayBuffer; readonly BYTES_PER_ELEMENT: number },
  room: number,
) {
  return column.buffer.transfer(room * column.BYTES_PER_ELEMENT);
}

function toDate(milliseconds: number | undefined): Date | null {
  return milliseconds === undefined || Number.isNaN(milliseconds) ? null : new Date(milliseconds);
}

function sameMoment(one = Number.NaN, other = Number.NaN): boolean {
  return Object.is(one, other);
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}
