import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';

const eventSchema = z.object({
  name: z.string(),
  pid: z.int(),
  tid: z.int(),
  /** CPU time of the thread, in microseconds. */
  tdur: z.number().optional(),
  args: z.object({ name: z.string().optional() }).optional(),
});
const traceSchema = z.object({ traceEvents: z.array(z.unknown()) });

/**
 * Records the tasks of a page's main thread from now on. Their CPU time is the same on a machine that has
 * other work besides; that they wait for a core is not in it.
 * @returns ends the recording, with the CPU time of the longest in milliseconds
 */
export async function recordMainThread(
  browser: Browser,
  page: Page,
): Promise<() => Promise<number>> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
  return async () => {
    const trace = traceSchema.parse(JSON.parse((await browser.stopTracing()).toString('utf8')));
    const events = trace.traceEvents.flatMap((event) => eventSchema.safeParse(event).data ?? []);
    const threads = new Set(
      events
        .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
        .map(({ pid, tid }) => `${pid} ${tid}`),
    );
    const tasks = events.filter(
      ({ name, pid, tid }) => name === 'RunTask' && threads.has(`${pid} ${tid}`),
    );
    return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur), 0) / 1000;
  };
}
