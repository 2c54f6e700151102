import { GraphError } from '#lib/sandbox/graph/graph-error.ts';

/** What Exchange Online allows one application in one mailbox (FACTS 4.4). */
export type GraphLimits = {
  readonly concurrentRequests: number;
  readonly requestsPer10Minutes: number;
  readonly uploadBytesPer5Minutes: number;
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

type Window = { startedAt: number; used: number };
type Usage = { running: number; readonly requests: Window; readonly upload: Window };

export type Throttle = {
  /** Takes a place for a running request; undefined when all are taken. Call what it returns to leave. */
  enter(key: string): (() => void) | undefined;
  /** Counts a request, refused or not. @throws {GraphError} 429 */
  count(key: string, uploadBytes: number): void;
};

/** @param now milliseconds since 1970 */
export function createThrottle(limits: GraphLimits, now: () => number = Date.now): Throttle {
  const usages = new Map<string, Usage>();

  function usageOf(key: string): Usage {
    const existing = usages.get(key);
    if (existing !== undefined) return existing;
    const usage = {
      running: 0,
      requests: { startedAt: now(), used: 0 },
      upload: { startedAt: now(), used: 0 },
    };
    usages.set(key, usage);
    return usage;
  }

  /** @throws {GraphError} when the window has no room for it; what was used then stays as it was */
  function use(window: Window, amount: number, limit: number, windowMs: number): void {
    if (now() - window.startedAt >= windowMs) {
      window.startedAt = now();
      window.used = 0;
    }
    if (window.used + amount > limit) {
      throw tooManyRequests((window.startedAt + windowMs - now()) / 1000);
    }
    window.used += amount;
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
    count: (key, uploadBytes) => {
      const usage = usageOf(key);
      use(usage.requests, 1, limits.requestsPer10Minutes, REQUEST_WINDOW_MS);
      use(usage.upload, uploadBytes, limits.uploadBytesPer5Minutes, UPLOAD_WINDOW_MS);
    },
  };
}

/** Too many at once in one mailbox. */
export function mailboxConcurrency(): GraphError {
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
