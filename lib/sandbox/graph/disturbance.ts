/**
 * What a test may do to a request, to see whether its sender copes:
 * - `answer`: refuse it with a status of the test's choice.
 * - `drop`: end the connection without an answer; what was asked is done at once, later, or never.
 */
export type Disturbance =
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfterSeconds?: number }
  | { readonly kind: 'drop'; readonly done: 'at-once' | 'never' | { readonly afterMs: number } };

/** Asked before every HTTP request to Graph; a batch is one of them, its parts are not. */
export type DisturbGraph = (request: {
  readonly method: string;
  /** After `/v1.0/`, such as `$batch` or `users/…`; or `upload/…`. */
  readonly path: string;
}) => Disturbance | undefined;
