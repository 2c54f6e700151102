import { setTimeout as wait } from 'node:timers/promises';
import { PortError } from '#lib/domain/errors.ts';

/** Longer than this nobody waits inside a call: the caller's own back-off does it better. */
const LONGEST_WAIT_MS = 60_000;

/** Remembers until when a mailbox must be left alone, because it said so (FACTS 4.4). */
export type Pauses = {
  begin(mailbox: string, durationMs: number): void;
  isPaused(mailbox: string): boolean;
  /** Waits until a pause is over. @throws {PortError} `throttled` when that would take too long */
  pass(mailbox: string, signal: AbortSignal): Promise<void>;
};

export function createPauses(): Pauses {
  const endsAt = new Map<string, number>();
  const leftMs = (mailbox: string) => (endsAt.get(mailbox) ?? 0) - performance.now();

  return {
    begin(mailbox, durationMs) {
      endsAt.set(mailbox, Math.max(endsAt.get(mailbox) ?? 0, performance.now() + durationMs));
    },

    isPaused: (mailbox) => leftMs(mailbox) > 0,

    async pass(mailbox, signal) {
      for (let left = leftMs(mailbox); left > 0; left = leftMs(mailbox)) {
        if (left > LONGEST_WAIT_MS) {
          throw new PortError('throttled', 'retry', { retryAfterMs: left });
        }
        await wait(Math.ceil(left), undefined, { signal });
      }
      endsAt.delete(mailbox);
    },
  };
}
