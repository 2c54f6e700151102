import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppOnlyTokens } from '#lib/auth/app-only-token.ts';
import { createMessage, describeDestinationContract } from '#lib/destinations/contract.ts';
import { openGraphDestination } from '#lib/destinations/graph/adapter.ts';
import type { Destination } from '#lib/destinations/port.ts';
import { DOCUMENTED_LIMITS } from '#lib/sandbox/graph/throttle.ts';
import type { SandboxOptions } from '#lib/sandbox/sandbox.ts';
import { startTestSandbox, type TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';

const jonas = 'jonas.berg@fjord.example';
const ida = 'ida.holm@fjord.example';

async function startGraph(options: Partial<SandboxOptions> = {}) {
  const sandbox = await startTestSandbox({ graphLimits: DOCUMENTED_LIMITS, ...options });
  await sandbox.permissions.grant(['Mail.ReadWrite'], 'grace.lind@fjord.example');
  return { sandbox, destination: connectTo(sandbox) };
}

function connectTo({ microsoft, graphUrl }: TestSandbox): Destination {
  const { getToken } = createAppOnlyTokens(microsoft);
  return openGraphDestination({ graphUrl, getToken, signal: new AbortController().signal });
}

describeDestinationContract('graph', async () => {
  const { sandbox, destination } = await startGraph();
  return { destination, mailboxes: [jonas, ida], close: () => sandbox.close() };
});

let sandbox: TestSandbox;
let destination: Destination;

beforeAll(async () => {
  ({ sandbox, destination } = await startGraph());
});
afterAll(() => sandbox.close());

describe('what Graph refuses', () => {
  it('is a mailbox that is missing, which no waiting mends', async () => {
    for (const mailbox of ['emil.rask@fjord.example', 'nobody@fjord.example']) {
      await expect(destination.ensureFolder(mailbox, 'Telegram Archiver')).rejects.toMatchObject({
        code: 'mailbox-missing',
        disposition: 'reject-item',
      });
    }
  });

  it('is a folder that was deleted meanwhile, which is made again', async () => {
    const folder = { mailbox: jonas, id: (await destination.ensureFolder(ida, 'Gone')).id };
    await expect(destination.deliver(folder, [createMessage()])).rejects.toMatchObject({
      code: 'graph-not-found',
      disposition: 'retry',
      isInDoubt: false,
    });
  });

  it('is everything until an admin consents, and nothing from then on', async () => {
    const fresh = await startTestSandbox();
    const early = connectTo(fresh);
    await expect(early.ensureFolder(jonas, 'Early')).rejects.toMatchObject({
      code: 'graph-access-denied',
      disposition: 'reauthorize',
    });
    await fresh.permissions.grant(['Mail.ReadWrite'], 'grace.lind@fjord.example');
    expect((await early.ensureFolder(jonas, 'Early')).mailbox).toBe(jonas);
    await fresh.close();
  });

  it('is nothing at all when it does not answer: then it is waited for', async () => {
    const getToken = () => Promise.resolve('never used');
    const graphUrl = `http://127.0.0.1:${await freePort()}/graph`;
    const signal = AbortSignal.timeout(10_000);
    const unreachable = openGraphDestination({ graphUrl, getToken, signal });
    await expect(
      unreachable.deliver({ mailbox: jonas, id: 'x' }, [createMessage()]),
    ).rejects.toMatchObject({ code: 'graph-unavailable', disposition: 'retry', isInDoubt: false });
  });
});

describe('many deliveries at once', () => {
  it('stay within four requests at a time, so that nothing is throttled', async () => {
    const busy = await startGraph({ graphLatencyMs: 20 });
    const folder = await busy.destination.ensureFolder(jonas, 'Busy');
    const startedAt = Date.now();
    const groups = Array.from({ length: 6 }, () =>
      Array.from({ length: 5 }, () => createMessage()),
    );
    const outcomes = await Promise.all(
      groups.map((messages) => busy.destination.deliver(folder, messages)),
    );
    expect(outcomes.flat().every(({ state }) => state === 'delivered')).toBe(true);
    // A throttled one would have waited for a second.
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    await busy.sandbox.close();
  });
});

describe('two workers on one mailbox', () => {
  it('send again what was throttled in the middle of a batch, and nothing twice', async () => {
    const busy = await startGraph({ graphLatencyMs: 100 });
    const other = connectTo(busy.sandbox);
    const folder = await busy.destination.ensureFolder(jonas, 'Shared');
    const groups = [busy.destination, other].map((worker) => ({
      worker,
      messages: Array.from({ length: 20 }, () => createMessage()),
    }));
    const outcomes = await Promise.all(
      groups.map(({ worker, messages }) => worker.deliver(folder, messages)),
    );

    expect(outcomes.flat().map(({ state }) => state)).toEqual(
      Array.from({ length: 40 }, () => 'delivered'),
    );
    const listed = await Array.fromAsync(busy.destination.listDelivered(folder, 'run-1'));
    expect(listed.map(({ deliveryKey }) => deliveryKey).sort()).toEqual(
      groups.flatMap(({ messages }) => messages.map(({ deliveryKey }) => deliveryKey)).sort(),
    );
    await busy.sandbox.close();
  });
});

/** Nobody listens there. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
