import { processEnvironment } from '#lib/config/env.ts';

const PARENT_CHECK_MS = 500;

/**
 * Aborts when this process is asked to end: by a signal, or because npm, which ran it, is gone without
 * having passed one on.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      controller.abort(new Error(`ended by ${name}`));
    });
  }
  if (processEnvironment()['npm_lifecycle_event'] !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) controller.abort(new Error('npm is gone'));
    }, PARENT_CHECK_MS).unref();
  }
  return controller.signal;
}
