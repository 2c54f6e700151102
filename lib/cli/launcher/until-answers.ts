import { setTimeout as delay } from 'node:timers/promises';

/** Waits until an HTTP server answers, whatever it answers. */
export async function untilAnswers(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const isThere = await fetch(url, { redirect: 'manual', signal }).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await delay(100, undefined, { ref: false });
  }
}
