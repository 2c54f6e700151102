/**
 * An expected refusal. `userMessage` is fit for the person at the screen; anything that is not an
 * AppError is a bug and is shown as one neutral sentence.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly userMessage: string;

  constructor(code: string, userMessage: string, options?: ErrorOptions) {
    super(userMessage, options);
    this.code = code;
    this.userMessage = userMessage;
  }
}

/**
 * What happens next after a source, a destination or a directory refused.
 * - `retry`: it is down or throttles; wait (`retryAfterMs`, or back off) and try the same again.
 * - `reject-item`: this item will never be taken; hold it with the reason.
 * - `reauthorize`: sign-in or consent has expired or was revoked; wait for an admin.
 * - `fix-settings`: a setting is wrong (host, folder, permission); wait for an admin.
 */
export const DISPOSITIONS = ['retry', 'reject-item', 'reauthorize', 'fix-settings'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/**
 * Adapters translate foreign errors into this once, in `<kind>/errors.ts`. Nobody upstream reads
 * messages, status codes or vendor fields. `code` is kebab-case and has a text in lib/messages.
 */
export class PortError extends Error {
  override readonly name = 'PortError';
  readonly code: string;
  readonly disposition: Disposition;
  readonly retryAfterMs: number | undefined;
  /** True when the other side may have done what was asked, although no answer arrived. */
  readonly isInDoubt: boolean;
  /** What was seen, such as a fingerprint. It is stored and shown: never a secret, nor message text. */
  readonly detail: string | undefined;

  constructor(
    code: string,
    disposition: Disposition,
    options: ErrorOptions & { retryAfterMs?: number; isInDoubt?: boolean; detail?: string } = {},
  ) {
    super(code, options);
    this.code = code;
    this.disposition = disposition;
    this.retryAfterMs = options.retryAfterMs;
    this.isInDoubt = options.isInDoubt ?? false;
    this.detail = options.detail;
  }
}
