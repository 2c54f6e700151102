import PQueue from 'p-queue';
import type { Session } from '#lib/destinations/imap/session.ts';

export type SessionPool = {
  /**
   * Does something with the mailbox's own connection, which nobody else uses meanwhile.
   * @throws {PortError} when the sign-in is refused, or whatever the task throws.
   */
  use<Result>(mailbox: string, task: (session: Session) => Promise<Result>): Promise<Result>;
  close(): void;
};

type PoolOptions = {
  readonly connect: (mailbox: string) => Promise<Session>;
  /** How many connections at once, the resting ones included. */
  readonly connections: number;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
};

type RestingSession = {
  readonly session: Session;
  readonly timer: NodeJS.Timeout;
  readonly since: number;
};

const REST_MS = 30_000;
/** One that has rested this long may have died unseen: it is asked before it carries messages. */
const TRUSTED_MS = 5_000;
const ANSWER_MS = 10_000;

/** One connection a mailbox, a bounded number in all; the one that rested longest makes room. */
export function openSessionPool({ connect, connections, signal }: PoolOptions): SessionPool {
  const slots = new PQueue({ concurrency: connections });
  const turns = new Map<string, Promise<unknown>>();
  const resting = new Map<string, RestingSession>();
  const busy = new Set<Session>();

  signal.addEventListener('abort', close, { once: true });

  function close(): void {
    for (const mailbox of [...resting.keys()]) wake(mailbox)?.session.close();
    for (const session of busy) session.close();
  }

  function wake(mailbox: string): RestingSession | undefined {
    const woken = resting.get(mailbox);
    resting.delete(mailbox);
    clearTimeout(woken?.timer);
    return woken;
  }

  function rest(mailbox: string, session: Session): void {
    if (!session.isOpen() || signal.aborted) {
      session.close();
      return;
    }
    const timer = setTimeout(() => wake(mailbox)?.session.close(), REST_MS).unref();
    resting.set(mailbox, { session, timer, since: Date.now() });
  }

  async function sessionOf(mailbox: string): Promise<Session> {
    const woken = wake(mailbox);
    if (woken !== undefined && (await isAlive(woken))) return woken.session;
    woken?.session.close();
    makeRoom();
    return connect(mailbox);
  }

  function makeRoom(): void {
    for (const mailbox of [...resting.keys()]) {
      // Those that run have a connection each, or are about to, this one included.
      if (resting.size + slots.pending <= connections) return;
      wake(mailbox)?.session.close();
    }
  }

  /** Waits for whoever uses the mailbox's connection. */
  async function inTurn<Result>(mailbox: string, work: () => Promise<Result>): Promise<Result> {
    const before = turns.get(mailbox);
    const mine = before === undefined ? work() : before.then(work, work);
    turns.set(mailbox, mine);
    try {
      return await mine;
    } finally {
      if (turns.get(mailbox) === mine) turns.delete(mailbox);
    }
  }

  return {
    use: (mailbox, task) =>
      inTurn(mailbox, () =>
        slots.add(async () => {
          signal.throwIfAborted();
          const session = await sessionOf(mailbox);
          busy.add(session);
          try {
            return await task(session);
          } finally {
            busy.delete(session);
            rest(mailbox, session);
          }
        }),
      ),
    close() {
      signal.removeEventListener('abort', close);
      close();
    },
  };
}

async function isAlive({ session, since }: RestingSession): Promise<boolean> {
  if (!session.isOpen()) return false;
  if (Date.now() - since < TRUSTED_MS) return true;
  const timer = setTimeout(session.close, ANSWER_MS);
  try {
    await session.run({ parts: ['NOOP'], about: 'read' });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
