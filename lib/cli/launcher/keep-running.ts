import { setTimeout as delay } from 'node:timers/promises';
import type { ChildProcess } from '#lib/cli/launcher/child-process.ts';

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 30_000;
/** Having run this long, a process that dies is started again as if it were the first time. */
const SETTLED_MS = 60_000;

export type KeptRunning = {
  readonly ready: Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Keeps a process running: one that dies is started again, ever more slowly if it dies at once. */
export function keepRunning(start: () => ChildProcess): KeptRunning {
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  let child = start();
  const { ready } = child;

  const run = async () => {
    let delayMs = FIRST_DELAY_MS;
    let startedAt = performance.now();
    for (;;) {
      const ending = await child.ended;
      if (isStopping()) return;
      if (performance.now() - startedAt > SETTLED_MS) delayMs = FIRST_DELAY_MS;
      console.log(
        `The ${child.name} has died (${ending}); it is started again in ${delayMs / 1000} s.`,
      );
      await delay(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (isStopping()) return;
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
      startedAt = performance.now();
      child = start();
    }
  };
  const finished = run();
  return {
    ready,
    stop: async () => {
      stopping.abort();
      await child.stop();
      await finished;
    },
  };
}
