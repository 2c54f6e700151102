import { deliverAll } from '#e2e/bench/drive-destination.ts';
import type { Figure } from '#e2e/bench/figures.ts';
import { sampleMessages } from '#e2e/bench/sample-messages.ts';
import { startGraphStandIn } from '#e2e/bench/start-graph-stand-in.ts';
import { openGraphDestination } from '#lib/destinations/graph/adapter.ts';
import { createMailboxAllowances } from '#lib/microsoft-graph/mailbox-allowances.ts';

/** A hundredth of Exchange's ten thousand requests, in a fiftieth of its ten minutes. */
const HASTENED = 50;
const WINDOW_MS = 600_000 / HASTENED;
const REQUESTS = 100;
const MAILBOXES = 4;
const WINDOWS = 3;
const LATENCY_MS = 30;
/**
 * One batch less than the windows hold: the two requests for the folder leave no room for it. Of ten
 * thousand requests nobody would notice.
 */
const MESSAGES = REQUESTS * WINDOWS - 20;

/**
 * Delivery of more than the limits of its mailboxes let through at once: how much of what they permit
 * is used, and whether they are ever exceeded.
 */
export async function benchGraphThrottling(): Promise<Figure[]> {
  const size = { mailboxes: MAILBOXES, messagesPerMailbox: MESSAGES, bytesPerMessage: 2_048 };
  const mailboxes = sampleMessages('throttled', size);
  const standIn = await startGraphStandIn({
    mailboxes: mailboxes.map(({ mailbox }) => mailbox),
    limits: { concurrentRequests: 4, requestsPer10Minutes: REQUESTS, hastened: HASTENED },
    latencyMs: LATENCY_MS,
  });
  const { graphUrl, getToken } = standIn;
  const destination = openGraphDestination({
    graphUrl,
    getToken,
    signal: new AbortController().signal,
    concurrency: 4 * MAILBOXES,
    allowances: createMailboxAllowances({
      concurrentRequests: 4,
      requests: { most: REQUESTS, windowMs: WINDOW_MS },
      uploadBytes: { most: Infinity, windowMs: WINDOW_MS },
    }),
  });
  const started = performance.now();
  await deliverAll(destination, mailboxes, mailboxes.length);
  const takenMs = performance.now() - started;
  const { traffic } = await standIn.report();
  await standIn.stop();
  // What is left for the last window may be sent as soon as it begins.
  const shortestMs = (WINDOWS - 1) * WINDOW_MS;
  return [
    {
      name: 'Graph stand-in, throttled: share of the permitted rate used',
      value: (shortestMs / takenMs) * 100,
      unit: '%',
      target: '>= 90',
    },
    {
      name: 'Graph stand-in, throttled: requests over a limit',
      value: traffic.refused,
      unit: `of ${traffic.requests}`,
      target: '0',
    },
    {
      name: 'Graph stand-in, throttled: requests before Retry-After ended',
      value: traffic.early,
      unit: `of ${traffic.requests}`,
      target: '0',
    },
  ];
}

if (import.meta.main) console.table(await benchGraphThrottling());
