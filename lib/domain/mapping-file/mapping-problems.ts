import { isMappingError, type MappingProblem } from '#lib/domain/mapping-file/mapping-problem.ts';

/** So many errors, and so many warnings, are kept; the others are counted. Nobody reads more. */
export const MOST_PROBLEMS_KEPT = 100_000;

/** Collects what is found, within bounds, however many rows of a file are wrong. */
export function createMappingProblems() {
  const errors: MappingProblem[] = [];
  const warnings: MappingProblem[] = [];
  const counts = { errors: 0, warnings: 0 };

  const add = (problem: MappingProblem): void => {
    const isError = isMappingError(problem);
    counts[isError ? 'errors' : 'warnings'] += 1;
    const kept = isError ? errors : warnings;
    if (kept.length < MOST_PROBLEMS_KEPT) kept.push(problem);
  };

  return {
    add,
    errorCount: () => counts.errors,
    warningCount: () => counts.warnings,
    /** In the order of the rows. */
    inOrder: (): MappingProblem[] =>
      [...errors, ...warnings].toSorted((one, other) => one.line - other.line),
  };
}
