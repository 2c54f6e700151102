import { isMappingError, type MappingProblem } from '#lib/domain/mapping-file/mapping-problem.ts';
import type {
  MappingFile,
  ReadMappingFile,
  UnreadableMappingFile,
} from '#lib/domain/mapping-file/parse-mapping-file.ts';
import type { MappingFileRow } from '#lib/domain/mapping-file/parse-mapping-row.ts';

const PREVIEW_ROWS = 10;

/** A mapping file as its author sees it before it is taken: every problem, and the first rows. */
export type MappingCheck =
  | UnreadableMappingFile
  | (Omit<ReadMappingFile, 'rows'> & {
      readonly rowCount: number;
      readonly preview: readonly MappingFileRow[];
      /** Errors before warnings, each in the order of the rows. */
      readonly problems: readonly MappingProblem[];
    });

export function checkMappingFile(file: MappingFile): MappingCheck {
  if (file.state === 'unreadable') return file;
  const { rows, ...rest } = file;
  const errors = file.problems.filter(isMappingError);
  const warnings = file.problems.filter((problem) => !isMappingError(problem));
  return {
    ...rest,
    rowCount: rows.count,
    preview: Array.from({ length: Math.min(rows.count, PREVIEW_ROWS) }, (_, row) => rows.at(row)),
    problems: [...errors, ...warnings],
  };
}

/** Whether the file can be saved as it is. */
export function isUsable(check: MappingCheck): boolean {
  return check.state === 'read' && check.errorCount === 0;
}
