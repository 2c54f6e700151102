/**
 * The connector is being deleted, and its source does not let itself be read: what is still there is
 * left there, and the run goes on with what it has.
 */
export class SourceGivenUpError extends Error {
  override readonly name = 'SourceGivenUpError';
  /** Of the refusal. */
  readonly code: string;

  constructor(code: string, options: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}
