import type { PortError } from '#lib/domain/errors.ts';

const MINUTE_MS = 60_000;

/**
 * How long a run rests that only an admin can help, until it tries by itself whether it goes on; null
 * when the other side is only down, which the queue's own retries are for. A sign-in that was refused
 * is not sent again by this: it is held back (lib/domain/connectors/source-status.ts).
 */
export function wakeDelayMs({ disposition }: Pick<PortError, 'disposition'>): number | null {
  return disposition === 'reauthorize' || disposition === 'fix-settings' ? MINUTE_MS : null;
}
