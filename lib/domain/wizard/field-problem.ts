/** The messages of the forms' schemas (step-forms.ts), and refusals of one field. Their words are in `wizard.fields`. */
const FIELD_PROBLEMS = [
  'name-required',
  'name-too-long',
  'name-control-character',
  'connector-name-taken',
  'username-required',
  'username-too-long',
  'username-control-character',
  'password-required',
  'password-too-long',
  'server-invalid',
  'server-not-allowed',
  'mapping-required',
  'time-invalid',
  'time-zone-invalid',
  'second-look-at-import',
] as const;
type FieldProblem = (typeof FIELD_PROBLEMS)[number];

export function isFieldProblem(code: string): code is FieldProblem {
  return FIELD_PROBLEMS.some((problem) => problem === code);
}
