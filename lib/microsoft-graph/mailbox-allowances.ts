import { setTimeout as wait } from 'node:timers/promises';
import { createPauses, type Pauses } from '#lib/microsoft-graph/pauses.ts';
import { createPermits } from '#lib/microsoft-graph/permits.ts';
import { createSlidingWindow, type WindowLimit } from '#lib/microsoft-graph/sliding-window.ts';

/** What Exchange Online allows one application in one mailbox. */
export type MailboxLimits = {
  readonly concurrentRequests: number;
  /** Parts of batches each. */
  readonly requests: WindowLimit;
  readonly uploadBytes: WindowLimit;
};

/** FACTS 4.4. */
const DOCUMENTED_LIMITS: MailboxLimits = {
  concurrentRequests: 4,
  requests: { most: 10_000, windowMs: 10 * 60_000 },
  uploadBytes: { most: 150 * 1024 * 1024, windowMs: 5 * 60_000 },
};

/** What one HTTP request takes of them. */
export type MailboxUse = {
  readonly concurrent: number;
  readonly requests: number;
  readonly uploadBytes: number;
};

/**
 * What this process may still ask of each mailbox. To be shared by all that talks to the mailboxes: of
 * what others ask, this knows only by their refusals.
 */
export type MailboxAllowances = {
  readonly pauses: Pauses;
  /** Does the work as soon as the mailbox has room for it, which takes a window's length at most. */
  within<Result>(
    mailbox: string,
    use: MailboxUse & { readonly signal: AbortSignal },
    work: () => Promise<Result>,
  ): Promise<Result>;
};

/** As many mailboxes as are remembered without need. */
const IDLE_MAILBOXES = 1_000;

export function createMailboxAllowances(
  limits: MailboxLimits = DOCUMENTED_LIMITS,
): MailboxAllowances {
  /** In the order of their last use. */
  const allowances = new Map<string, ReturnType<typeof createAllowance>>();

  function allowanceOf(mailbox: string) {
    const allowance = allowances.get(mailbox) ?? createAllowance(limits);
    allowances.delete(mailbox);
    allowances.set(mailbox, allowance);
    for (const [idle, { isIdle }] of allowances) {
      if (allowances.size <= IDLE_MAILBOXES || !isIdle()) break;
      allowances.delete(idle);
    }
    return allowance;
  }

  return {
    pauses: createPauses(),
    within: (mailbox, use, work) => allowanceOf(mailbox).within(use, work),
  };
}

function createAllowance(limits: MailboxLimits) {
  const places = createPermits(limits.concurrentRequests);
  const now = () => performance.now();
  const requests = createSlidingWindow(limits.requests, now);
  const uploads = createSlidingWindow(limits.uploadBytes, now);
  let entered = 0;
  let oneEnds = Promise.withResolvers<undefined>();

  /** @returns what ends the use */
  async function begin(use: MailboxUse, signal: AbortSignal): Promise<() => void> {
    for (;;) {
      signal.throwIfAborted();
      const waits = [requests.waitMs(use.requests), uploads.waitMs(use.uploadBytes)];
      // Those under way end by themselves, if only because they take too long.
      if (waits.includes(undefined)) await oneEnds.promise;
      const waitMs = Math.max(...waits.map((ms) => ms ?? 0));
      if (waitMs > 0) await wait(Math.ceil(waitMs), undefined, { signal });
      if (waits.every((ms) => ms === 0)) break;
    }
    const ends = [requests.begin(use.requests), uploads.begin(use.uploadBytes)];
    return () => {
      for (const end of ends) end();
      oneEnds.resolve(undefined);
      oneEnds = Promise.withResolvers<undefined>();
    };
  }

  return {
    isIdle: () => entered === 0 && requests.isIdle() && uploads.isIdle(),

    async within<Result>(
      { signal, ...use }: MailboxUse & { readonly signal: AbortSignal },
      work: () => Promise<Result>,
    ): Promise<Result> {
      entered += 1;
      try {
        return await places.withPermits(use.concurrent, async () => {
          const end = await begin(use, signal);
          try {
            return await work();
          } finally {
            end();
          }
        });
      } finally {
        entered -= 1;
      }
    },
  };
}
