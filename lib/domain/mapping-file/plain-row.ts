import type { MappingColumns } from '#lib/domain/mapping-file/mapping-columns.ts';
import type { MappingFileRows } from '#lib/domain/mapping-file/mapping-file-rows.ts';
import { CR, LF, QUOTE } from '#lib/domain/mapping-file/mapping-records.ts';
import { DAY_MS } from '#lib/domain/mapping-file/parse-mapping-row.ts';
import { hasUsualLength, isCompleteNumber, TELLING_DIGITS } from '#lib/domain/mobile-number.ts';

/** The row is not plain, or the bytes end in it: whoever asks reads it the long way. */
export const NOT_PLAIN = -1;

const [PLUS, HYPHEN, DOT, ZERO, AT] = [0x2b, 0x2d, 0x2e, 0x30, 0x40];
const [FEWEST_DIGITS, MOST_DIGITS] = [7, 15];
/** Longer ones go the long way. */
const LONGEST_PLAIN_MAILBOX = 320;
const DAY_LENGTH = 'yyyy-mm-dd'.length;
const FEWEST_LETTERS_OF_LAST_LABEL = 2;
const FIRST_CODE = 100;

/** Letters in lower case and digits; `_`, `+` and `-` in the local part as well. Zero: anything else. */
const IN_LABEL = tableOf('abcdefghijklmnopqrstuvwxyz0123456789-');
const IN_LOCAL_PART = tableOf('abcdefghijklmnopqrstuvwxyz0123456789_+-');
const IS_LETTER = tableOf('abcdefghijklmnopqrstuvwxyz');
const IS_COMPLETE = Uint8Array.from({ length: 10 ** TELLING_DIGITS }, (_, beginning) =>
  isCompleteNumber(String(beginning)) ? 1 : 0,
);
/** By the first three digits and the length. */
const IS_USUAL = Uint8Array.from({ length: 1000 * (MOST_DIGITS + 1) }, (_, index) => {
  const beginning = Math.floor(index / (MOST_DIGITS + 1));
  const length = index % (MOST_DIGITS + 1);
  if (beginning < FIRST_CODE || length < FEWEST_DIGITS) return 0;
  return hasUsualLength(String(beginning).padEnd(length, '0')) ? 1 : 0;
});

const ROLES = { other: 0, number: 1, mailbox: 2, from: 3, until: 4 } as const;

/**
 * Reads rows of which nothing needs a second look, straight from the bytes: a number in E.164 digits with
 * or without plus sign, an address in ASCII, days as year-month-day, cells in simple quotation marks or
 * none. A million rows take a quarter of a second instead of several; a test compares with the long way.
 */
export class PlainRowReader {
  /** Of the row that was read. */
  number = 0;
  mailboxBytes = 0;
  holdsFromMs = Number.NaN;
  holdsUntilMs = Number.NaN;

  readonly #delimiter: number;
  readonly #roles: Uint8Array;
  readonly #rows: MappingFileRows;

  constructor(delimiter: string, columns: MappingColumns, rows: MappingFileRows) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#rows = rows;
    const { mobileNumber, mailbox, holdsFrom, holdsUntil } = columns;
    const places = [mobileNumber, mailbox, holdsFrom ?? 0, holdsUntil ?? 0];
    this.#roles = new Uint8Array(Math.max(...places) + 1);
    this.#roles[mobileNumber] = ROLES.number;
    this.#roles[mailbox] = ROLES.mailbox;
    if (holdsFrom !== undefined) this.#roles[holdsFrom] = ROLES.from;
    if (holdsUntil !== undefined) this.#roles[holdsUntil] = ROLES.until;
  }

  /** Where the next row begins; the mailbox has been written into the room of the rows. */
  read(bytes: Uint8Array, start: number): number {
    const roles = this.#roles;
    const delimiter = this.#delimiter;
    this.number = 0;
    this.mailboxBytes = 0;
    this.holdsFromMs = Number.NaN;
    this.holdsUntilMs = Number.NaN;
    let at = start;
    for (let column = 0; ; column += 1) {
      const isQuoted = bytes[at] === QUOTE;
      if (isQuoted) at += 1;
      at = this.#readCell(roles[column] ?? ROLES.other, bytes, at, isQuoted);
      if (at === NOT_PLAIN) return NOT_PLAIN;
      if (isQuoted) {
        if (bytes[at] !== QUOTE) return NOT_PLAIN;
        at += 1;
      }
      const byte = bytes[at];
      at += 1;
      if (byte === delimiter) continue;
      if (byte === CR) {
        // Whether a line feed follows is in the next piece.
        if (at === bytes.length) return NOT_PLAIN;
        if (bytes[at] === LF) at += 1;
      } else if (byte !== LF) return NOT_PLAIN;
      const isWhole = this.number !== 0 && this.mailboxBytes !== 0;
      return isWhole && !(this.holdsFromMs >= this.holdsUntilMs) ? at : NOT_PLAIN;
    }
  }

  #readCell(role: number, bytes: Uint8Array, at: number, isQuoted: boolean): number {
    if (role === ROLES.number) return this.#readNumber(bytes, at);
    if (role === ROLES.mailbox) return this.#readMailbox(bytes, at);
    if (role === ROLES.other) return this.#skip(bytes, at, isQuoted);
    const byte = bytes[at];
    if (byte === this.#delimiter || byte === CR || byte === LF || byte === QUOTE) return at;
    const day = readDay(bytes, at);
    if (Number.isNaN(day)) return NOT_PLAIN;
    if (role === ROLES.from) this.holdsFromMs = day;
    else this.holdsUntilMs = day + DAY_MS;
    return at + DAY_LENGTH;
  }

  #readNumber(bytes: Uint8Array, start: number): number {
    let at = bytes[start] === PLUS ? start + 1 : start;
    const first = at;
    let number = 0;
    let beginning = 0;
    let code = 0;
    for (;;) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      number = number * 10 + digit;
      at += 1;
      if (at - first === TELLING_DIGITS - 1) code = number;
      if (at - first === TELLING_DIGITS) beginning = number;
    }
    const length = at - first;
    if (length < FEWEST_DIGITS || length > MOST_DIGITS || code < FIRST_CODE) return NOT_PLAIN;
    if (IS_COMPLETE[beginning] !== 1) return NOT_PLAIN;
    if (IS_USUAL[code * (MOST_DIGITS + 1) + length] !== 1) return NOT_PLAIN;
    this.number = number;
    return at;
  }

  /** An address as zod takes it; one with an apostrophe goes the long way. */
  #readMailbox(bytes: Uint8Array, start: number): number {
    const { bytes: room, start: written } = this.#rows.roomFor(LONGEST_PLAIN_MAILBOX);
    let at = start;
    let to = written;
    let before = DOT;
    for (;;) {
      const byte = bytes[at] ?? 0;
      const lower = IN_LOCAL_PART[byte] ?? 0;
      if (lower === 0 && (byte !== DOT || before === DOT)) break;
      before = byte;
      room[to] = lower === 0 ? DOT : lower;
      at += 1;
      to += 1;
      if (at - start === LONGEST_PLAIN_MAILBOX) return NOT_PLAIN;
    }
    if (before === DOT || bytes[at] !== AT) return NOT_PLAIN;
    room[to] = AT;
    at += 1;
    to += 1;

    before = DOT;
    let dots = 0;
    let letters = 0;
    for (;;) {
      const byte = bytes[at] ?? 0;
      const lower = IN_LABEL[byte] ?? 0;
      if (lower === 0) {
        if (byte !== DOT || before === DOT) break;
        dots += 1;
        letters = 0;
      } else {
        if (before === DOT && byte === HYPHEN) return NOT_PLAIN;
        // Counts only as long as the label has nothing else.
        letters = IS_LETTER[byte] === 0 ? Number.NEGATIVE_INFINITY : letters + 1;
      }
      before = byte;
      room[to] = lower === 0 ? DOT : lower;
      at += 1;
      to += 1;
      if (at - start === LONGEST_PLAIN_MAILBOX) return NOT_PLAIN;
    }
    if (dots === 0 || letters < FEWEST_LETTERS_OF_LAST_LABEL) return NOT_PLAIN;
    this.mailboxBytes = to - written;
    return at;
  }

  #skip(bytes: Uint8Array, start: number, isQuoted: boolean): number {
    if (isQuoted) return bytes.indexOf(QUOTE, start);
    let at = start;
    for (;;) {
      const byte = bytes[at];
      if (byte === undefined) return NOT_PLAIN;
      if (byte === this.#delimiter || byte === LF || byte === CR) return at;
      at += 1;
    }
  }
}

/** Midnight UTC of a day written as year-month-day; NaN when it is none. */
function readDay(bytes: Uint8Array, at: number): number {
  if (bytes[at + 4] !== HYPHEN || bytes[at + 7] !== HYPHEN) return Number.NaN;
  const year = readDigits(bytes, at, 4);
  const month = readDigits(bytes, at + 5, 2);
  const day = readDigits(bytes, at + 8, 2);
  // Years before 100 are others to Date.UTC.
  if (!(year >= 100)) return Number.NaN;
  const moment = Date.UTC(year, month - 1, day);
  const date = new Date(moment);
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? moment : Number.NaN;
}

function readDigits(bytes: Uint8Array, start: number, count: number): number {
  let number = 0;
  for (let at = start; at < start + count; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** For each byte the lower case of what is allowed, zero for what is not. */
function tableOf(allowed: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const character of allowed) {
    table[character.charCodeAt(0)] = character.charCodeAt(0);
    table[character.toUpperCase().charCodeAt(0)] = character.charCodeAt(0);
  }
  return table;
}
