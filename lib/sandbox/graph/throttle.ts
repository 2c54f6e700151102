import { GraphError } from '#lib/sandbox/graph/graph-error.ts';

/** What Exchange Online allows one application in one mailbox (FACTS 4.4). */
export type GraphLimits = {
  readonly concurrentRequests: number;
  readonly requestsPer10Minutes: number;
  readonly uploadBytesPer5Minutes: number;
  /** How many times shorter the ten and the five minutes are: nobody waits so long for a test. */
  readonly hastened?: number;
};

/** What was seen of a sender's manners. */
export type GraphTraffic = {
  /** Requests that counted, parts of batches each. */
  requests: number;
  /** Those of them that were refused, and of these those that came when too many were under way. */
  refused: number;
  tooManyAtOnce: number;
  /** HTTP requests that came before a `Retry-After` that their mailbox was given had ended. */
  early: number;
};

export const DOCUMENTED_LIMITS: GraphLimits = {
  concurrentRequests: 4,
  requestsPer10Minutes: 10_000,
  uploadBytesPer5Minutes: 150 * 1024 * 1024,
};

export const NO_LIMITS: GraphLimits = {
  concurrentRequests: Infinity,
  requestsPer10Minutes: Infinity,
  uploadBytesPer5Minutes: Infinity,
};

const REQUEST_WINDOW_MS = 10 * 60_000;
const UPLOAD_WINDOW_MS = 5 * 60_000;
/** Exchange asks for a short wait when too much happens at once. */
const CONCURRENCY_RETRY_SECONDS = 1;

/** Of the time before now; earliest use first. */
type Window = { used: number; readonly uses: { at: number; amount: number }[] };
type Usage = {
  running: number;
  readonly requests: Window;
  readonly upload: Window;
  /** End of the last `Retry-After` that was given. */
  pausedUntil: number;
};

export type Throttle = {
  /** Takes a place for a running request; undefined when all are taken. Call what it returns to leave. */
  enter(key: string): (() => void) | undefined;
  /** Counts a request, refused or not. @throws {GraphError} 429 */
  count(key: string, countBytes: () => number, options?: { readonly isRefused: boolean }): void;
  /** Notes that an HTTP request to these mailboxes has come. */
  arrive(keys: Iterable<string>): void;
  readonly traffic: Readonly<GraphTraffic>;
};

/**
 * The limits hold for any ten and any five minutes, the stricter reading of the documents.
 * @param now milliseconds of a clock that nobody sets
 */
export function createThrottle(
  limits: GraphLimits,
  now: () => number = () => performance.now(),
): Throttle {
  const usages = new Map<string, Usage>();
  const traffic: GraphTraffic = { requests: 0, refused: 0, tooManyAtOnce: 0, early: 0 };
  const { hastened = 1 } = limits;

  function usageOf(key: string): Usage {
    const existing = usages.get(key);
    if (existing !== undefined) return existing;
    const usage = {
      running: 0,
      requests: { used: 0, uses: [] },
      upload: { used: 0, uses: [] },
      pausedUntil: -Infinity,
    };
    usages.set(key, usage);
    return usage;
  }

  /** Milliseconds to wait when the window has no room for it; what was used then stays as it was. */
  function use(
    window: Window,
    amount: number,
    { most, windowMs }: { most: number; windowMs: number },
  ): number {
    if (most === Infinity) return 0;
    const { uses } = window;
    for (let [first] = uses; first !== undefined && first.at + windowMs <= now(); [first] = uses) {
      window.used -= first.amount;
      uses.shift();
    }
    let missing = window.used + amount - most;
    if (missing <= 0) {
      window.used += amount;
      uses.push({ at: now(), amount });
      return 0;
    }
    const enough = uses.find((use) => (missing -= use.amount) <= 0);
    return (enough?.at ?? now()) + windowMs - now();
  }

  function refuse(usage: Usage, error: GraphError): never {
    traffic.refused += 1;
    usage.pausedUntil = now() + Number(error.headers['Retry-After']) * 1000;
    throw error;
  }

  return {
    enter: (key) => {
      const usage = usageOf(key);
      if (usage.running >= limits.concurrentRequests) return undefined;
      usage.running += 1;
      return () => {
        usage.running -= 1;
      };
    },
    count: (key, countBytes, { isRefused } = { isRefused: false }) => {
      const usage = usageOf(key);
      traffic.requests += 1;
      const requestWaitMs = use(usage.requests, 1, {
        most: limits.requestsPer10Minutes,
        windowMs: REQUEST_WINDOW_MS / hastened,
      });
      if (requestWaitMs > 0) refuse(usage, tooManyRequests(requestWaitMs / 1000));
      const isUploadLimited = limits.uploadBytesPer5Minutes < Infinity;
      const uploadWaitMs = use(usage.upload, isUploadLimited ? countBytes() : 0, {
        most: limits.uploadBytesPer5Minutes,
        windowMs: UPLOAD_WINDOW_MS / hastened,
      });
      if (uploadWaitMs > 0) refuse(usage, tooManyRequests(uploadWaitMs / 1000));
      if (!isRefused) return;
      traffic.tooManyAtOnce += 1;
      refuse(usage, mailboxConcurrency());
    },
    arrive: (keys) => {
      for (const key of new Set(keys)) {
        if (now() < usageOf(key).pausedUntil) traffic.early += 1;
      }
    },
    traffic,
  };
}

/** Too many at once in one mailbox. */
function mailboxConcurrency(): GraphError {
  return new GraphError(
    429,
    'ApplicationThrottled',
    'Application is over its MailboxConcurrency limit.',
    { 'Retry-After': String(CONCURRENCY_RETRY_SECONDS) },
  );
}

function tooManyRequests(waitSeconds: number): GraphError {
  return new GraphError(429, 'TooManyRequests', 'Too many requests.', {
    'Retry-After': String(Math.max(1, Math.ceil(waitSeconds))),
  });
}
