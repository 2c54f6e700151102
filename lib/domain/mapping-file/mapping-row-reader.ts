import { findOverlap } from '#lib/domain/mapping-file/find-overlap.ts';
import { MappingFileRows } from '#lib/domain/mapping-file/mapping-file-rows.ts';
import type { KnownLayout } from '#lib/domain/mapping-file/mapping-layout.ts';
import { isMappingError } from '#lib/domain/mapping-file/mapping-problem.ts';
import { createMappingProblems } from '#lib/domain/mapping-file/mapping-problems.ts';
import {
  afterLineBreak,
  CR,
  findRecordEnd,
  isEmptyRecord,
  QUOTE_OPEN,
  readCells,
} from '#lib/domain/mapping-file/mapping-records.ts';
import {
  parseMappingRow,
  type MappingFileRow,
} from '#lib/domain/mapping-file/parse-mapping-row.ts';
import { NOT_PLAIN, PlainRowReader } from '#lib/domain/mapping-file/plain-row.ts';
import { looksLikeMailbox } from '#lib/domain/mapping-file/clean-cell.ts';

/** No record is longer: a quotation mark that is not closed by then swallows the rest of the file. */
const LONGEST_RECORD_BYTES = 1024 * 1024;

/** Reads the records of a file whose layout is known, piece by piece. */
export function createMappingRowReader(layout: KnownLayout) {
  const { delimiter, columns, skip } = layout;
  const delimiterByte = delimiter.charCodeAt(0);
  const rows = new MappingFileRows();
  const problems = createMappingProblems();
  const plainRow = new PlainRowReader(delimiter, columns, rows);
  const decoder = new TextDecoder();
  let line = 0;
  let isStopped = false;
  let emptyLines: number[] = [];

  for (const { line: above, cells } of layout.above) {
    // A mailbox up there belongs to somebody.
    const code = cells.some(looksLikeMailbox) ? 'data-above-names' : 'row-above-names';
    const value = cells.filter((cell) => cell.trim() !== '').join(delimiter);
    problems.add({ line: above, code, value });
  }

  const addRow = (row: MappingFileRow): void => {
    const overlap = findOverlap(rows.rowsOf(Number(row.mobileNumber)), row);
    if (overlap !== null) problems.add(overlap);
    if (overlap === null || !isMappingError(overlap)) rows.append(row);
  };

  const takePlainRow = (): void => {
    const { number, mailboxBytes, holdsFromMs, holdsUntilMs } = plainRow;
    const hasPeriod = !Number.isNaN(holdsFromMs) || !Number.isNaN(holdsUntilMs);
    if (rows.has(number)) {
      const { bytes, start } = rows.roomFor(0);
      const mailbox = decoder.decode(bytes.subarray(start, start + mailboxBytes));
      addRow({
        line,
        mobileNumber: String(number),
        mailbox,
        holdsFrom: Number.isNaN(holdsFromMs) ? null : new Date(holdsFromMs),
        holdsUntil: Number.isNaN(holdsUntilMs) ? null : new Date(holdsUntilMs),
      });
      return;
    }
    rows.appendWritten(number, line, mailboxBytes);
    if (hasPeriod) rows.setPeriodOfLast(holdsFromMs, holdsUntilMs);
  };

  const takeEmptyLines = (): void => {
    // Empty rows at the end are what spreadsheets leave behind, and not worth a word.
    for (const empty of emptyLines) problems.add({ line: empty, code: 'row-empty', value: '' });
    emptyLines = [];
  };

  const takeRecord = (record: string): void => {
    const { cells, hasStrayQuote } = readCells(record, delimiter);
    if (isEmptyRecord(cells)) {
      emptyLines.push(line);
      return;
    }
    takeEmptyLines();
    if (hasStrayQuote) {
      problems.add({ line, code: 'quote-misplaced', value: record.slice(0, SHOWN_CHARACTERS) });
      return;
    }
    const parsed = parseMappingRow(cells, columns, line);
    if (parsed.ok) parsed.warnings.forEach(problems.add);
    else parsed.problems.forEach(problems.add);
    if (parsed.ok) addRow(parsed.row);
  };

  /** What follows cannot be told apart. */
  const stopAtOpenQuote = (): void => {
    takeEmptyLines();
    line += 1;
    problems.add({ line, code: 'quote-unclosed', value: '' });
    isStopped = true;
  };

  return {
    rows,
    problems,
    line: () => line,
    /** How many bytes were used up; the others come again, with more behind them. */
    read(bytes: Uint8Array, isLast: boolean): number {
      let at = 0;
      while (at < bytes.length && !isStopped) {
        const next = line < skip || emptyLines.length > 0 ? NOT_PLAIN : plainRow.read(bytes, at);
        if (next !== NOT_PLAIN) {
          line += 1;
          takePlainRow();
          at = next;
          continue;
        }
        const end = findRecordEnd(bytes, at, delimiterByte);
        const isOpen = end < 0 || (bytes[end] === CR && end + 1 === bytes.length && !isLast);
        if (isOpen && !isLast && bytes.length - at < LONGEST_RECORD_BYTES) return at;
        if (end === QUOTE_OPEN || (isOpen && !isLast)) {
          stopAtOpenQuote();
          break;
        }
        const recordEnd = end < 0 ? bytes.length : end;
        line += 1;
        if (line > skip) takeRecord(decoder.decode(bytes.subarray(at, recordEnd)));
        at = afterLineBreak(bytes, recordEnd);
      }
      return bytes.length;
    },
  };
}

const SHOWN_CHARACTERS = 200;
