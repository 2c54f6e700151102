import { normaliseMobileNumber } from '#lib/domain/mobile-number.ts';

/** Soft hyphen, zero-width characters, marks of writing direction: nobody sees them, copying brings them along. */
const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const FORMULA_TEXT = /^=\s*"(.*)"$/s;
const FORMULA_NUMBER = /^=\s*(\+?\d+)$/;
/** By which people keep a spreadsheet from touching a number; also what it makes of that. */
const LEADING_APOSTROPHE = /^['\u2018\u2019\u02bc\u0060\u00b4]/;
const SMART_QUOTES =
  /^[\u201c\u201d\u201e\u00ab\u2018\u2019\u201a"](.*)[\u201c\u201d\u201f\u00bb\u2018\u2019"]$/s;

/** Undoes the tricks by which people keep a spreadsheet from touching a number (FACTS 7.2). */
export function cleanCell(cell: string | undefined): string {
  const text = (cell ?? '').replace(INVISIBLE, '').trim();
  const formula = FORMULA_TEXT.exec(text)?.[1] ?? FORMULA_NUMBER.exec(text)?.[1] ?? text;
  const unquoted = SMART_QUOTES.exec(formula)?.[1] ?? formula;
  return unquoted.replace(LEADING_APOSTROPHE, '').trim();
}

/** The cell of a number: digits of East Asian width are digits. */
export function cleanNumberCell(cell: string | undefined): string {
  return cleanCell(cell)
    .replace(/[\uff00-\uff5e\u3000]/g, (character) => character.normalize('NFKC'))
    .replace(/^tel:/i, '')
    .trim();
}

/** The cell of a mailbox: `mailto:` and Exchange's `SMTP:` are no part of the address. */
export function cleanMailboxCell(cell: string | undefined): string {
  return cleanCell(cell)
    .replace(/^(?:mailto|smtp):/i, '')
    .trim();
}

/** What a spreadsheet makes of a long number; its last digits are gone (FACTS 7.2). */
export const SHORTENED_NUMBER = /^\+?\d+(?:[.,]\d+)?\s?E\+?\d+$/i;

/** Whether a cell without a header over it is meant to be a number, good or bad. */
export function looksLikeNumber(cell: string): boolean {
  const text = cleanNumberCell(cell);
  return (
    SHORTENED_NUMBER.test(text) ||
    normaliseMobileNumber(text) !== null ||
    /^\+?[\d\s().-]{6,}$/.test(text)
  );
}

/** Whether a cell without a header over it is meant to be a mailbox, good or bad. */
export function looksLikeMailbox(cell: string): boolean {
  return cleanMailboxCell(cell).includes('@');
}
