import { DateTime } from 'luxon';
import { z } from 'zod';
import { comparableAddress } from '#lib/domain/comparable-address.ts';
import {
  cleanCell,
  cleanMailboxCell,
  cleanNumberCell,
  SHORTENED_NUMBER,
} from '#lib/domain/mapping-file/clean-cell.ts';
import type { MappingColumns } from '#lib/domain/mapping-file/mapping-columns.ts';
import type {
  MappingProblem,
  MappingProblemCode,
} from '#lib/domain/mapping-file/mapping-problem.ts';
import type { MappingRow } from '#lib/domain/matching/mapping-history.ts';
import { hasUsualLength, normaliseMobileNumber } from '#lib/domain/mobile-number.ts';

/** A row of the file; `mobileNumber` is E.164 digits without plus sign, `mailbox` in lower case. */
export type MappingFileRow = MappingRow & { readonly mobileNumber: string };

export type ParsedMappingRow =
  | {
      readonly ok: true;
      readonly row: MappingFileRow;
      readonly warnings: readonly MappingProblem[];
    }
  | { readonly ok: false; readonly problems: readonly MappingProblem[] };

/** Local part and domain (RFC 5321). */
const LONGEST_MAILBOX = 64 + 1 + 255;
/** Longer cells are cut in problems. */
const LONGEST_VALUE = 200;
/** A number as a spreadsheet writes it: with decimals that are zero, or in groups of three. */
const DECIMAL_ZEROS = /^(\+?\d{7,15})[.,]0{1,6}$/;
const GROUPS_OF_THREE = /^\d{1,3}(?:[,'\u2019]\d{3}){2,4}(?:\.0+)?$/;
export const DAY_MS = 24 * 3600 * 1000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_AND_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads one row. A day in `holdsFrom` begins, and a day in `holdsUntil` ends, at midnight UTC: the
 * last day is included. A date with a time and an offset is taken as it is.
 */
export function parseMappingRow(
  cells: readonly string[],
  columns: MappingColumns,
  line: number,
): ParsedMappingRow {
  const numberCell = cleanNumberCell(cells[columns.mobileNumber]);
  const mailboxCell = cleanMailboxCell(cells[columns.mailbox]);
  const holdsFrom = parseEdge(cells, columns.holdsFrom, 'from');
  const holdsUntil = parseEdge(cells, columns.holdsUntil, 'until');
  const plainNumber = undoNumberFormat(numberCell);
  const mobileNumber = normaliseMobileNumber(plainNumber);
  const mailbox = comparableAddress(mailboxCell);

  const problems: MappingProblem[] = [];
  const report = (code: MappingProblemCode, value: string) =>
    problems.push({ line, code, value: value.slice(0, LONGEST_VALUE) });

  if (mobileNumber === null && numberCell.includes('@') && !mailboxCell.includes('@')) {
    report('columns-swapped', numberCell);
    return { ok: false, problems };
  }
  if (mobileNumber === null) report(describeNumber(numberCell), numberCell);
  if (mailboxCell === '') report('mailbox-missing', '');
  else if (mailbox.length > LONGEST_MAILBOX || !z.regexes.email.test(mailbox)) {
    report('mailbox-invalid', mailboxCell);
  }
  if (holdsFrom === undefined) report('date-invalid', cellAt(cells, columns.holdsFrom));
  if (holdsUntil === undefined) report('date-invalid', cellAt(cells, columns.holdsUntil));
  if (holdsFrom && holdsUntil && holdsFrom >= holdsUntil) {
    report('period-reversed', cellAt(cells, columns.holdsUntil));
  }

  if (
    problems.length > 0 ||
    mobileNumber === null ||
    holdsFrom === undefined ||
    holdsUntil === undefined
  ) {
    return { ok: false, problems };
  }
  if (plainNumber !== numberCell) report('number-rewritten', numberCell);
  if (!hasUsualLength(mobileNumber)) report('number-unusual-length', numberCell);
  const row = { line, mobileNumber, mailbox, holdsFrom, holdsUntil };
  return { ok: true, row, warnings: problems };
}

/** `46701234567.0` and `46,701,234,567` are one number each, with what a spreadsheet adds. */
function undoNumberFormat(cell: string): string {
  if (GROUPS_OF_THREE.test(cell)) return cell.replace(/\.0+$/, '').replace(/\D/g, '');
  return DECIMAL_ZEROS.exec(cell)?.[1] ?? cell;
}

function cellAt(cells: readonly string[], index: number | undefined): string {
  return index === undefined ? '' : cleanCell(cells[index]);
}

function describeNumber(cell: string): MappingProblemCode {
  if (cell === '') return 'number-missing';
  if (SHORTENED_NUMBER.test(cell)) return 'number-shortened';
  if (/[^\d\s()+./\u2010-\u2015\u00a0-]/.test(cell)) return 'number-has-letters';

  const digits = cell.replace(/\D/g, '');
  if (/^0(?!0)/.test(digits)) return 'number-without-country-code';
  const withoutPrefix = digits.replace(/^00/, '');
  if (withoutPrefix.length < 7 || withoutPrefix.length > 15) return 'number-length';
  return 'number-country-code-unknown';
}

/** Null when the cell is empty or not there, undefined when it is no date that can be relied on. */
function parseEdge(
  cells: readonly string[],
  index: number | undefined,
  edge: 'from' | 'until',
): Date | null | undefined {
  const text = cellAt(cells, index);
  if (text === '') return null;

  const isDay = DATE.test(text);
  if (isDay) return parseDay(text, edge);
  if (!DATE_AND_TIME.test(text)) return undefined;
  const moment = DateTime.fromISO(text.replace(' ', 'T'), { zone: 'utc' });
  return moment.isValid ? moment.toJSDate() : undefined;
}

function parseDay(text: string, edge: 'from' | 'until'): Date | undefined {
  const begin = new Date(`${text}T00:00:00Z`);
  // A day that its month does not have counts on into the next month.
  if (Number.isNaN(begin.getTime()) || begin.toISOString().slice(0, text.length) !== text) {
    return undefined;
  }
  return edge === 'until' ? new Date(begin.getTime() + DAY_MS) : begin;
}
