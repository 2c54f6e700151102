import { setTimeout as sleep } from 'node:timers/promises';

export type ReadinessCheck = {
  readonly name: string;
  /** What is wrong, in a few words without anything foreign; null when nothing is. @throws when it cannot be told */
  readonly look: () => Promise<string | null>;
};

export type Readiness = () => Promise<{
  readonly isReady: boolean;
  /** `ok`, or what is wrong. */
  readonly checks: Readonly<Record<string, string>>;
}>;

/** A load balancer asks every few seconds and does not wait for long. */
const PATIENCE_MS = 3_000;

/** Ready is who passes every check in time. What a check throws is not told: it may name anything. */
export function createReadiness(checks: readonly ReadinessCheck[]): Readiness {
  return async () => {
    const found = await Promise.all(
      checks.map(async ({ name, look }) => [name, (await inTime(look)) ?? 'ok'] as const),
    );
    return {
      isReady: found.every(([, outcome]) => outcome === 'ok'),
      checks: Object.fromEntries(found),
    };
  };
}

async function inTime(look: ReadinessCheck['look']): Promise<string | null> {
  const late = new AbortController();
  try {
    return await Promise.race([
      look(),
      sleep(PATIENCE_MS, 'no answer in time', { signal: late.signal }),
    ]);
  } catch {
    return 'failed';
  } finally {
    late.abort();
  }
}
