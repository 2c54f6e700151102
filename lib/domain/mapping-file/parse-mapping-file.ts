import Papa, { type ParseResult } from 'papaparse';
import {
  decodeMappingText,
  type MappingTextEncoding,
} from '#lib/domain/mapping-file/decode-mapping-text.ts';
import { findOverlap } from '#lib/domain/mapping-file/find-overlap.ts';
import {
  readMappingHeader,
  type MappingColumns,
  type MappingHeader,
} from '#lib/domain/mapping-file/mapping-columns.ts';
import { isMappingError, type MappingProblem } from '#lib/domain/mapping-file/mapping-problem.ts';
import {
  parseMappingRow,
  type MappingFileRow,
} from '#lib/domain/mapping-file/parse-mapping-row.ts';

/** Largest file that is taken: about half a million rows. */
export const LARGEST_MAPPING_FILE_BYTES = 20 * 1024 * 1024;

const DELIMITERS = [',', ';', '\t'] as const;
export type MappingDelimiter = (typeof DELIMITERS)[number];

/** Records are read in pieces of so many characters, so that a large file is never held twice. */
const PIECE_CHARACTERS = 1024 * 1024;

export const UNREADABLE_REASONS = [
  'too-large',
  'workbook',
  'not-text',
  'empty',
  'columns-unknown',
  'columns-ambiguous',
  'no-rows',
] as const;
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];

export type ReadMappingFile = {
  readonly state: 'read';
  readonly encoding: MappingTextEncoding;
  readonly delimiter: MappingDelimiter;
  readonly hasHeader: boolean;
  /** Names of columns that mean nothing here. */
  readonly ignoredColumns: readonly string[];
  /** The rows without an error, in their order. */
  readonly rows: readonly MappingFileRow[];
  readonly problems: readonly MappingProblem[];
};

export type MappingFile =
  | ReadMappingFile
  | {
      readonly state: 'unreadable';
      readonly reason: UnreadableReason;
      /** The header cells that were seen, where these are the reason. */
      readonly columnNames: readonly string[];
    };

/**
 * Reads a mapping file and checks every row. The browser (in a worker) and the server run this same
 * function, so that they never disagree. Bad rows are values, not exceptions.
 */
export function parseMappingFile(bytes: Uint8Array): MappingFile {
  if (bytes.length > LARGEST_MAPPING_FILE_BYTES) return unreadable('too-large');
  const decoded = decodeMappingText(bytes);
  if (decoded.state !== 'text') return unreadable(decoded.state);
  if (decoded.text.trim() === '') return unreadable('empty');

  const layout = detectLayout(decoded.text);
  if (layout.state !== 'known') {
    const isAmbiguous = layout.state === 'ambiguous';
    return unreadable(isAmbiguous ? 'columns-ambiguous' : 'columns-unknown', layout.names);
  }
  const { rows, problems } = readRows(decoded.text, layout);
  if (rows.length === 0 && problems.length === 0) return unreadable('no-rows');
  return {
    state: 'read',
    encoding: decoded.encoding,
    delimiter: layout.delimiter,
    hasHeader: layout.hasHeader,
    ignoredColumns: layout.ignored,
    rows,
    problems,
  };
}

function unreadable(reason: UnreadableReason, columnNames: readonly string[] = []): MappingFile {
  return { state: 'unreadable', reason, columnNames };
}

type KnownLayout = {
  readonly state: 'known';
  readonly delimiter: MappingDelimiter;
  readonly columns: MappingColumns;
  readonly ignored: readonly string[];
  readonly hasHeader: boolean;
  /** Records before the first row of data. */
  readonly skip: number;
};
type Layout =
  KnownLayout | { readonly state: 'ambiguous' | 'unknown'; readonly names: readonly string[] };

/** The first delimiter by which the first line that is not empty makes sense. */
function detectLayout(text: string): Layout {
  const layouts = DELIMITERS.map((delimiter) => layoutWith(text, delimiter));
  return (
    layouts.find(({ state }) => state === 'known') ??
    layouts.find(({ state }) => state === 'ambiguous') ??
    layouts.reduce((best, layout) => (nameCount(layout) > nameCount(best) ? layout : best))
  );
}

function nameCount(layout: Layout): number {
  return layout.state === 'known' ? 0 : layout.names.length;
}

function layoutWith(text: string, delimiter: MappingDelimiter): Layout {
  const { data } = Papa.parse<string[]>(text, { delimiter, preview: 50 });
  const first = data.findIndex((cells) => !isEmpty(cells) && !isSeparatorHint(cells));
  const cells = data[first] ?? [];
  const header: MappingHeader = readMappingHeader(cells);
  if (header.state === 'known') {
    const { columns, ignored } = header;
    return { state: 'known', delimiter, columns, ignored, hasHeader: true, skip: first + 1 };
  }
  if (header.state === 'ambiguous') return header;

  // Microsoft's own pages speak of two columns without a header (FACTS 2.2).
  const columns = { mobileNumber: 0, mailbox: 1, holdsFrom: undefined, holdsUntil: undefined };
  if (parseMappingRow(cells, columns, 1).ok) {
    return { state: 'known', delimiter, columns, ignored: [], hasHeader: false, skip: first };
  }
  return {
    state: 'unknown',
    names: cells.map((cell) => cell.trim()).filter((cell) => cell !== ''),
  };
}

/** Excel's own first line, `sep=;`. */
function isSeparatorHint(cells: readonly string[]): boolean {
  return /^sep=/i.test(cells[0] ?? '');
}

function isEmpty(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function readRows(
  text: string,
  { delimiter, columns, skip }: KnownLayout,
): { rows: MappingFileRow[]; problems: MappingProblem[] } {
  const rows: MappingFileRow[] = [];
  const problems: MappingProblem[] = [];
  const rowsByNumber = new Map<string, MappingFileRow[]>();
  let emptyLines: number[] = [];
  let line = 0;

  const takeRecord = (cells: readonly string[]) => {
    line += 1;
    if (line <= skip) return;
    if (isEmpty(cells)) {
      emptyLines.push(line);
      return;
    }
    // Empty rows at the end are what spreadsheets leave behind, and not worth a word.
    for (const empty of emptyLines) problems.push({ line: empty, code: 'row-empty', value: '' });
    emptyLines = [];

    const parsed = parseMappingRow(cells, columns, line);
    if (!parsed.ok) {
      problems.push(...parsed.problems);
      return;
    }
    const overlap = findOverlap(rowsByNumber, parsed.row);
    if (overlap !== null) problems.push(overlap);
    if (overlap === null || !isMappingError(overlap)) rows.push(parsed.row);
  };

  Papa.parse<string[]>(text, {
    delimiter,
    chunkSize: PIECE_CHARACTERS,
    chunk: ({ data, errors }: ParseResult<string[]>) => {
      const before = line;
      data.forEach(takeRecord);
      for (const error of errors) {
        if (error.type !== 'Quotes') continue;
        const at = before + (error.row ?? 0) + 1;
        problems.push({ line: at, code: 'quote-unclosed', value: '' });
      }
    },
    complete: () => {
      problems.sort((one, other) => one.line - other.line);
    },
  });
  return { rows, problems };
}
