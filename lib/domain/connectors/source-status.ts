import type { PortError } from '#lib/domain/errors.ts';

/** "Connection status with source" of the Connectors tab. */
export const SOURCE_STATUSES = [
  'connected',
  'unreachable',
  'sign-in-failed',
  'code-needed',
  'host-key-changed',
  'settings-wrong',
] as const;
export type SourceStatus = (typeof SOURCE_STATUSES)[number];

const CODE_NEEDED: ReadonlySet<string> = new Set([
  'verification-code-asked',
  'verification-code-late',
]);

/**
 * What a refusal means for the status; null when the source was not asked, so that nothing is known
 * anew ({@link heldBackCode}).
 */
export function sourceStatusOf(error: PortError): SourceStatus | null {
  if (error.code === SIGN_IN_HELD_BACK) return null;
  if (error.code === 'host-key-changed') return 'host-key-changed';
  if (CODE_NEEDED.has(error.code)) return 'code-needed';
  if (error.disposition === 'reauthorize') return 'sign-in-failed';
  if (error.disposition === 'fix-settings') return 'settings-wrong';
  return 'unreachable';
}

export const SIGN_IN_HELD_BACK = 'sign-in-held-back';
const HELD_BACK_MS = 3600_000;

/**
 * Why an import does not sign in by itself now. A refused password is not sent again for an hour,
 * because the source locks an account that is tried too often; and where a code is asked each try
 * sends somebody a code, so the next one is a person's. Null when it may be tried.
 */
export function heldBackCode(
  connector: { readonly sourceStatus: string; readonly sourceStatusAt: Date },
  now: Date,
): typeof SIGN_IN_HELD_BACK | 'verification-code-asked' | null {
  const { sourceStatus, sourceStatusAt } = connector;
  if (sourceStatus === 'code-needed') return 'verification-code-asked';
  const isRecent = now.getTime() - sourceStatusAt.getTime() < HELD_BACK_MS;
  return sourceStatus === 'sign-in-failed' && isRecent ? SIGN_IN_HELD_BACK : null;
}
