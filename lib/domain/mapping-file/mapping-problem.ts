/**
 * What can be wrong with a row. An error stops the file from being taken, because the row could not
 * be used and would otherwise be dropped in silence; a warning does not. Words: `wizard` messages.
 */
export const mappingProblems = {
  'number-missing': 'error',
  'number-shortened': 'error',
  'number-without-country-code': 'error',
  'number-has-letters': 'error',
  'number-length': 'error',
  'number-country-code-unknown': 'error',
  'number-two-mailboxes': 'error',
  'columns-swapped': 'error',
  'mailbox-missing': 'error',
  'mailbox-invalid': 'error',
  'date-invalid': 'error',
  'period-reversed': 'error',
  'quote-unclosed': 'error',
  'quote-misplaced': 'error',
  'data-above-names': 'error',
  'number-unusual-length': 'warning',
  'number-rewritten': 'warning',
  'row-repeated': 'warning',
  'row-above-names': 'warning',
  'row-empty': 'warning',
} as const satisfies Record<string, 'error' | 'warning'>;

export type MappingProblemCode = keyof typeof mappingProblems;

export type MappingProblem = {
  /** Row as a spreadsheet counts: the header is row 1. */
  readonly line: number;
  readonly code: MappingProblemCode;
  /** The text of the cell, as it is in the file. */
  readonly value: string;
  /** The earlier row that this one repeats or contradicts. */
  readonly otherLine?: number;
};

export function isMappingError(problem: MappingProblem): boolean {
  return mappingProblems[problem.code] === 'error';
}
