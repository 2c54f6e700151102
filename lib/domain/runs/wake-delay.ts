import type { PortError } from '#lib/domain/errors.ts';

const MINUTE_MS = 60_000;

/** A source may lock an account after a few wrong passwords; Update sign-in does not wait for this. */
const REFUSED_SIGN_IN_MS = 15 * MINUTE_MS;
const OTHERWISE_MS = MINUTE_MS;

/**
 * How long a run rests that only an admin can help, until it tries by itself whether it goes on; null
 * when the other side is only down, which the queue's own retries are for.
 */
export function wakeDelayMs(
  { disposition }: Pick<PortError, 'disposition'>,
  port: 'source' | 'destination',
): number | null {
  if (disposition === 'fix-settings') return OTHERWISE_MS;
  if (disposition !== 'reauthorize') return null;
  return port === 'source' ? REFUSED_SIGN_IN_MS : OTHERWISE_MS;
}
