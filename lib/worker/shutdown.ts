import type { Logger } from '#lib/logging/logger.ts';

/**
 * A signal that aborts when the process is asked to end: SIGTERM, SIGINT, or the end of the launcher
 * that started it, so that no orphan goes on when that one is killed.
 */
export function shutdownSignal(logger: Logger): AbortSignal {
  const controller = new AbortController();
  const end = (reason: string) => {
    if (controller.signal.aborted) return;
    logger.info({ reason }, 'worker is ending');
    controller.abort(new Error(`worker is ending: ${reason}`));
  };
  process.once('SIGTERM', () => {
    end('SIGTERM');
  });
  process.once('SIGINT', () => {
    end('SIGINT');
  });
  process.once('disconnect', () => {
    end('its launcher is gone');
  });
  return controller.signal;
}
