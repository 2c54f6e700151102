import { DateTime } from 'luxon';
import { z } from 'zod';
import { comparableAddress } from '#lib/domain/comparable-address.ts';
import type { MappingColumns } from '#lib/domain/mapping-file/mapping-columns.ts';
import type {
  MappingProblem,
  MappingProblemCode,
} from '#lib/domain/mapping-file/mapping-problem.ts';
import type { MappingRow } from '#lib/domain/matching/mapping-history.ts';
import { normaliseMobileNumber } from '#lib/domain/mobile-number.ts';

/** A row of the file; `mobileNumber` is E.164 digits without plus sign, `mailbox` in lower case. */
export type MappingFileRow = MappingRow & { readonly mobileNumber: string };

export type ParsedMappingRow =
  | { readonly ok: true; readonly row: MappingFileRow }
  | { readonly ok: false; readonly problems: readonly MappingProblem[] };

/** What a spreadsheet makes of a long number; its last digits are gone (FACTS 7.2). */
const SHORTENED_NUMBER = /^\d+(?:[.,]\d+)?E\+?\d+$/i;
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
  const numberCell = cleanCell(cells[columns.mobileNumber]);
  const mailboxCell = cleanCell(cells[columns.mailbox]);
  const holdsFrom = parseEdge(cells, columns.holdsFrom, 'from');
  const holdsUntil = parseEdge(cells, columns.holdsUntil, 'until');
  const mobileNumber = normaliseMobileNumber(numberCell);
  const mailbox = comparableAddress(mailboxCell.replace(/^mailto:/i, ''));

  const problems: MappingProblem[] = [];
  const report = (code: MappingProblemCode, value: string) => problems.push({ line, code, value });

  if (mobileNumber === null && numberCell.includes('@') && !mailboxCell.includes('@')) {
    report('columns-swapped', numberCell);
    return { ok: false, problems };
  }
  if (mobileNumber === null) report(describeNumber(numberCell), numberCell);
  if (mailboxCell === '') report('mailbox-missing', '');
  else if (!z.regexes.email.test(mailbox)) report('mailbox-invalid', mailboxCell);
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
  return { ok: true, row: { line, mobileNumber, mailbox, holdsFrom, holdsUntil } };
}

/** Undoes the tricks by which people keep a spreadsheet from touching a number (FACTS 7.2). */
function cleanCell(cell: string | undefined): string {
  const trimmed = (cell ?? '').trim();
  const formula = /^="(.*)"$/s.exec(trimmed);
  return (formula?.[1] ?? trimmed).replace(/^['\u2019]/, '').trim();
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
  if (!isDay && !DATE_AND_TIME.test(text)) return undefined;
  const moment = DateTime.fromISO(text.replace(' ', 'T'), { zone: 'utc' });
  if (!moment.isValid) return undefined;
  return (isDay && edge === 'until' ? moment.plus({ days: 1 }) : moment).toJSDate();
}
