import type { Page } from '@playwright/test';
import { z } from 'zod';

const seenSchema = z.object({
  tasks: z.array(z.object({ at: z.number(), ms: z.number() })),
  longestPauseMs: z.number(),
});

type What = {
  /** The event at which the clock starts. */
  readonly event: 'change' | 'click';
  /** The text at which it stops, once it is painted. */
  readonly until: string;
};

export type PageWatch = {
  /** Seconds by the page's own clock, so that nothing of the test's way there and back counts. */
  readonly measure: (act: () => Promise<void>, what: What) => Promise<number>;
  /** What has been seen since the watch began. */
  readonly read: () => Promise<{
    readonly tasks: readonly { readonly at: number; readonly ms: number }[];
    readonly longestTaskMs: number;
    readonly longestPauseMs: number;
  }>;
};

const TIMEOUT_MS = 60_000;

/** Watches the main thread of a page from now on; lost when the page is loaded anew. */
export async function startPageWatch(page: Page): Promise<PageWatch> {
  await page.evaluate(watchMainThread);
  return {
    measure: async (act, { event, until }) => {
      const done = page.evaluate(measureInPage, { event, until, timeoutMs: TIMEOUT_MS });
      await act();
      return (await done) / 1000;
    },
    read: async () => {
      const seen = seenSchema.parse(
        await page.evaluate((): unknown => Reflect.get(globalThis, 'seen')),
      );
      return { ...seen, longestTaskMs: Math.max(0, ...seen.tasks.map(({ ms }) => ms)) };
    },
  };
}

/** Runs in the page. */
function watchMainThread(): void {
  const seen = { tasks: new Array<{ at: number; ms: number }>(), longestPauseMs: 0 };
  Reflect.set(globalThis, 'seen', seen);
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      seen.tasks.push({ at: Math.round(startTime), ms: Math.round(duration) });
    }
  }).observe({ type: 'longtask' });
  let before = performance.now();
  const look = (now: number) => {
    seen.longestPauseMs = Math.max(seen.longestPauseMs, now - before);
    before = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Runs in the page. */
function measureInPage(what: What & { readonly timeoutMs: number }): Promise<number> {
  const { event, until, timeoutMs } = what;
  return new Promise((resolve, reject) => {
    setTimeout(reject, timeoutMs, new Error(`'${until}' was not seen`));
    const begin = () => {
      const began = performance.now();
      // Not in the whole body: its scripts have all texts of the portal.
      const isThere = () =>
        Array.from(document.querySelectorAll('main, [role=alertdialog]')).some((part) =>
          part.textContent.includes(until),
        );
      const observer = new MutationObserver(() => {
        if (!isThere()) return;
        observer.disconnect();
        requestAnimationFrame(() => {
          resolve(performance.now() - began);
        });
      });
      observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    };
    document.addEventListener(event, begin, { capture: true, once: true });
  });
}
