import { afterEach, expect, it } from 'vitest';
import { createAppOnlyTokens } from '#lib/auth/app-only-token.ts';
import { createMessage } from '#lib/destinations/contract.ts';
import { openGraphDestination } from '#lib/destinations/graph/adapter.ts';
import type { Destination } from '#lib/destinations/port.ts';
import {
  createMailboxAllowances,
  type MailboxAllowances,
} from '#lib/microsoft-graph/mailbox-allowances.ts';
import { type GraphLimits, NO_LIMITS } from '#lib/sandbox/graph/throttle.ts';
import { startTestSandbox, type TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';

const jonas = 'jonas.berg@fjord.example';
const ida = 'ida.holm@fjord.example';

/** A second instead of ten minutes, and half of one instead of five. */
const HASTENED = 600;
const [TEN_MINUTES, FIVE_MINUTES] = [600_000 / HASTENED, 300_000 / HASTENED];

let sandbox: TestSandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

async function start(limits: Partial<GraphLimits>) {
  const graphLimits = { ...NO_LIMITS, concurrentRequests: 4, hastened: HASTENED, ...limits };
  sandbox = await startTestSandbox({ graphLimits, graphLatencyMs: 5 });
  await sandbox.permissions.grant(['Mail.ReadWrite'], 'grace.lind@fjord.example');
  return sandbox;
}

function connectTo(
  { microsoft, graphUrl }: TestSandbox,
  allowances: MailboxAllowances,
): Destination {
  const { getToken } = createAppOnlyTokens(microsoft);
  const signal = AbortSignal.timeout(60_000);
  return openGraphDestination({ graphUrl, getToken, signal, allowances, concurrency: 16 });
}

/** Delivers from all destinations to both mailboxes at once, and counts what then lies there. */
async function deliverAtOnce(destinations: readonly Destination[], batches: number) {
  const delivered = await Promise.all(
    destinations.flatMap((destination) =>
      [jonas, ida].map(async (mailbox) => {
        const folder = await destination.ensureFolder(mailbox, 'Throttled');
        const sent = Array.from({ length: batches }, () =>
          Array.from({ length: 10 }, () => createMessage()),
        );
        const outcomes = await Promise.all(
          sent.map((messages) => destination.deliver(folder, messages)),
        );
        expect(new Set(outcomes.flat().map(({ state }) => state))).toEqual(new Set(['delivered']));
        return outcomes.flat().length;
      }),
    ),
  );
  return delivered.reduce((sum, count) => sum + count, 0);
}

it('never asks more of a mailbox than it allows, whoever in the process asks', async () => {
  const running = await start({ requestsPer10Minutes: 60 });
  const allowances = createMailboxAllowances({
    concurrentRequests: 4,
    requests: { most: 60, windowMs: TEN_MINUTES },
    uploadBytes: { most: Infinity, windowMs: FIVE_MINUTES },
  });
  const destinations = [connectTo(running, allowances), connectTo(running, allowances)];

  expect(await deliverAtOnce(destinations, 8)).toBe(320);
  const { requests, ...violations } = running.graphTraffic();
  expect(requests).toBeGreaterThan(320);
  expect(violations).toEqual({ refused: 0, tooManyAtOnce: 0, early: 0 });
});

it('never uploads more to a mailbox than it allows', async () => {
  const most = 60_000;
  const running = await start({ uploadBytesPer5Minutes: most });
  const allowances = createMailboxAllowances({
    concurrentRequests: 4,
    requests: { most: Infinity, windowMs: TEN_MINUTES },
    uploadBytes: { most, windowMs: FIVE_MINUTES },
  });

  expect(await deliverAtOnce([connectTo(running, allowances)], 6)).toBe(120);
  expect(running.graphTraffic()).toMatchObject({ refused: 0, tooManyAtOnce: 0, early: 0 });
});

it('leaves a mailbox alone until the end of Retry-After when others use up what it allows', async () => {
  const running = await start({ requestsPer10Minutes: 60 });
  // It knows the documented limits only, as if others had used up most of them.
  const unaware = connectTo(running, createMailboxAllowances());

  expect(await deliverAtOnce([unaware], 8)).toBe(160);
  const { refused, early } = running.graphTraffic();
  expect(refused).toBeGreaterThan(0);
  expect(early).toBe(0);
});
