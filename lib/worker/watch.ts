import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { takeOverWork } from '#lib/operations/runs/take-over-work.ts';

/** A dead worker's work is gone on with after this and the time a job may take to begin. */
const LOOK_EVERY_MS = 2_000;

/**
 * Looks for work left behind, in one worker at a time, until `signal` aborts. A look that fails is
 * logged, and the next one comes as always.
 */
export async function watchForDeadWorkers(
  services: ImportServices,
  signal: AbortSignal,
): Promise<void> {
  const { locks, logger } = services;
  while (!signal.aborted) {
    try {
      await locks.withLock('watch', () => takeOverWork(services));
    } catch (error) {
      if (!locks.lost.aborted) logger.error({ err: error }, 'looking for work left behind failed');
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}
