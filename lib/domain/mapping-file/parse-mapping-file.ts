import type { MappingFileRows } from '#lib/domain/mapping-file/mapping-file-rows.ts';
import { detectLayout, type MappingDelimiter } from '#lib/domain/mapping-file/mapping-layout.ts';
import type { MappingProblem } from '#lib/domain/mapping-file/mapping-problem.ts';
import { createMappingRowReader } from '#lib/domain/mapping-file/mapping-row-reader.ts';
import {
  createMappingTextReader,
  type MappingTextEncoding,
} from '#lib/domain/mapping-file/mapping-text.ts';

/** Largest file that is taken: more than two million rows as people write them. */
export const LARGEST_MAPPING_FILE_BYTES = 100 * 1024 * 1024;

/** Files are looked at in pieces of this size, however they arrive: the same file gives the same answer. */
const PIECE_BYTES = 256 * 1024;

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
  readonly rows: MappingFileRows;
  /** In the order of the rows; of very many the first (`MOST_PROBLEMS_KEPT`). */
  readonly problems: readonly MappingProblem[];
  readonly errorCount: number;
  readonly warningCount: number;
};

export type UnreadableMappingFile = {
  readonly state: 'unreadable';
  readonly reason: UnreadableReason;
  /** The header cells that were seen, where these are the reason. */
  readonly columnNames: readonly string[];
};

export type MappingFile = ReadMappingFile | UnreadableMappingFile;

/** Takes a file piece by piece. */
export type MappingFileReader = {
  /** False: the file is refused, whatever follows. */
  readonly push: (bytes: Uint8Array) => boolean;
  readonly end: () => MappingFile;
};

/**
 * Reads a mapping file and checks every row, as it arrives: the text is never held whole. The browser (in
 * a worker) and the server run this same code, so that they never disagree. Bad rows are values, not
 * exceptions.
 */
export function createMappingFileReader(): MappingFileReader {
  const text = createMappingTextReader();
  const piece = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  let total = 0;
  let refused: UnreadableMappingFile | null = null;
  let rest = new Uint8Array();
  let reading: {
    readonly layout: Extract<ReturnType<typeof detectLayout>, { state: 'known' }>;
    readonly reader: ReturnType<typeof createMappingRowReader>;
  } | null = null;

  const refuse = (reason: UnreadableReason, columnNames: readonly string[] = []): void => {
    refused ??= { state: 'unreadable', reason, columnNames };
  };

  const begin = (bytes: Uint8Array): void => {
    if (new TextDecoder().decode(bytes).trim() === '') {
      refuse('empty');
      return;
    }
    const layout = detectLayout(bytes);
    if (layout.state === 'known') reading = { layout, reader: createMappingRowReader(layout) };
    else
      refuse(layout.state === 'ambiguous' ? 'columns-ambiguous' : 'columns-unknown', layout.names);
  };

  const take = (isLast: boolean): void => {
    const read = text.read(piece.subarray(0, filled), isLast);
    filled = 0;
    if (read.state !== 'text') {
      refuse(read.state);
      return;
    }
    const bytes = rest.length === 0 ? read.bytes : joined(rest, read.bytes);
    if (reading === null) begin(bytes);
    const used = reading?.reader.read(bytes, isLast) ?? bytes.length;
    // A copy: the piece is filled anew.
    rest = bytes.slice(used);
  };

  return {
    push(bytes) {
      total += bytes.length;
      if (total > LARGEST_MAPPING_FILE_BYTES) refuse('too-large');
      for (let at = 0; at < bytes.length && refused === null;) {
        if (filled === PIECE_BYTES) take(false);
        const part = bytes.subarray(at, at + PIECE_BYTES - filled);
        piece.set(part, filled);
        filled += part.length;
        at += part.length;
      }
      return refused === null;
    },
    end() {
      if (refused === null) take(true);
      if (refused !== null) return refused;
      if (reading === null) throw new Error('a mapping file was neither begun nor refused');
      const { layout, reader } = reading;
      const [errorCount, warningCount] = [
        reader.problems.errorCount(),
        reader.problems.warningCount(),
      ];
      if (reader.rows.count === 0 && errorCount === 0) {
        return { state: 'unreadable', reason: 'no-rows', columnNames: [] };
      }
      return {
        state: 'read',
        encoding: text.encoding(),
        delimiter: layout.delimiter,
        hasHeader: layout.hasHeader,
        ignoredColumns: layout.ignored,
        rows: reader.rows,
        problems: reader.problems.inOrder(),
        errorCount,
        warningCount,
      };
    },
  };
}

/** A file that is in memory whole. */
export function parseMappingFile(bytes: Uint8Array): MappingFile {
  const reader = createMappingFileReader();
  reader.push(bytes);
  return reader.end();
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
