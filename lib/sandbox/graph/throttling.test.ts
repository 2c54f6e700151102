import { afterEach, describe, expect, it } from 'vitest';
import type { DisturbGraph } from '#lib/sandbox/graph/disturbance.ts';
import { testGraphClient, testMessage } from '#lib/sandbox/graph/test-graph-client.ts';
import { createThrottle, NO_LIMITS } from '#lib/sandbox/graph/throttle.ts';
import { startTestSandbox, type TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';
import type { SandboxOptions } from '#lib/sandbox/sandbox.ts';

const [IDA, MATS] = ['ida.holm@fjord.example', 'mats.oberg@fjord.example'];

let sandbox: TestSandbox | undefined;

afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

async function start(options: Partial<SandboxOptions>) {
  sandbox = await startTestSandbox(options);
  return { sandbox, graph: await testGraphClient(sandbox) };
}

function statusesOf(answers: readonly { readonly status: number }[]): readonly number[] {
  return answers.map(({ status }) => status).sort();
}

describe('throttling', () => {
  it('lets four requests at a time into a mailbox, and others into another', async () => {
    const { graph } = await start({
      graphLimits: { ...NO_LIMITS, concurrentRequests: 4 },
      graphLatencyMs: 200,
    });
    const answers = await Promise.all(
      [IDA, IDA, IDA, IDA, IDA, IDA, MATS].map((user) =>
        graph.call('GET', `users/${user}/mailFolders`),
      ),
    );
    expect(statusesOf(answers)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect(refused?.body.error?.message).toContain('MailboxConcurrency');
  });

  it('judges the parts of two batches that run at once', async () => {
    const { graph } = await start({
      graphLimits: { ...NO_LIMITS, concurrentRequests: 4 },
      graphLatencyMs: 200,
    });
    const body = {
      requests: Array.from({ length: 8 }, (_, index) => ({
        id: String(index),
        method: 'GET',
        url: `/users/${IDA}/mailFolders`,
      })),
    };
    const answers = await Promise.all([1, 2].map(() => graph.call('POST', '$batch', { body })));
    expect(statusesOf(answers)).toEqual([200, 200]);
    const parts = answers.map(({ body: { responses } }) => responses ?? []);
    expect(parts.map((responses) => new Set(statusesOf(responses))).map((set) => [...set])).toEqual(
      expect.arrayContaining([[200], [429]]),
    );
    const refused = parts.flat().find(({ status }) => status === 429);
    expect(refused?.headers).toMatchObject({ 'Retry-After': '1' });
  });

  it('counts requests in ten minutes, those it refuses included', () => {
    let now = 0;
    const throttle = createThrottle({ ...NO_LIMITS, requestsPer10Minutes: 2 }, () => now);
    throttle.count('ida', () => 0);
    throttle.count('ida', () => 0);
    now = 60_000;
    expect(() => {
      throttle.count('ida', () => 0);
    }).toThrow(expect.objectContaining({ status: 429, headers: { 'Retry-After': '540' } }));
    throttle.count('mats', () => 0);
    now = 600_000;
    throttle.count('ida', () => 0);
    throttle.count('ida', () => 0);
  });

  it('counts in any ten minutes, wherever they begin', () => {
    let now = 0;
    const throttle = createThrottle({ ...NO_LIMITS, requestsPer10Minutes: 2 }, () => now);
    throttle.count('ida', () => 0);
    now = 500_000;
    throttle.count('ida', () => 0);
    now = 600_000;
    throttle.count('ida', () => 0);
    now = 601_000;
    expect(() => {
      throttle.count('ida', () => 0);
    }).toThrow(expect.objectContaining({ headers: { 'Retry-After': '499' } }));
    expect(throttle.traffic).toEqual({ requests: 4, refused: 1, tooManyAtOnce: 0, early: 0 });
  });

  it('notes a request that comes before the time it was given', () => {
    let now = 0;
    const throttle = createThrottle({ ...NO_LIMITS, requestsPer10Minutes: 1 }, () => now);
    throttle.count('ida', () => 0);
    expect(() => {
      throttle.count('ida', () => 0);
    }).toThrow();
    now = 599_999;
    throttle.arrive(['ida', 'mats']);
    expect(throttle.traffic.early).toBe(1);
    now = 600_000;
    throttle.arrive(['ida']);
    expect(throttle.traffic.early).toBe(1);
  });

  it('counts uploaded bytes in five minutes', async () => {
    const { graph } = await start({
      graphLimits: { ...NO_LIMITS, uploadBytesPer5Minutes: 1000 },
    });
    const body = testMessage();
    const first = await graph.call('POST', `users/${IDA}/mailFolders/inbox/messages`, { body });
    const second = await graph.call('POST', `users/${IDA}/mailFolders/inbox/messages`, { body });
    const other = await graph.call('POST', `users/${MATS}/mailFolders/inbox/messages`, { body });
    expect([first, second, other].map(({ status }) => status)).toEqual([201, 429, 201]);
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(290);
  });
});

describe('a disturbed request', () => {
  async function disturbedBy(disturb: DisturbGraph) {
    const { sandbox: running, graph } = await start({ disturbGraph: disturb });
    const { folders } = running.mailboxes;
    const person = (await graph.call('GET', `users/${IDA}`)).body.id ?? '';
    return {
      send: () =>
        graph.call('POST', `users/${IDA}/mailFolders/inbox/messages`, { body: testMessage() }),
      filed: () => {
        const inbox = folders.findWellKnown(person, 'inbox');
        return inbox === undefined ? undefined : folders.countItems(inbox).total;
      },
    };
  }

  const isCreation = (path: string) => path.endsWith('/messages');

  it('is refused with the status of the test’s choice', async () => {
    const { send, filed } = await disturbedBy(({ path }) =>
      isCreation(path) ? { kind: 'answer', status: 503, retryAfterSeconds: 7 } : undefined,
    );
    const answer = await send();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '7']);
    expect(filed()).toBe(0);
  });

  it('gets no answer, done or not', async () => {
    let done: 'at-once' | 'never' = 'never';
    const { send, filed } = await disturbedBy(({ path }) =>
      isCreation(path) ? { kind: 'drop', done } : undefined,
    );
    await expect(send()).rejects.toThrow();
    expect(filed()).toBe(0);
    done = 'at-once';
    await expect(send()).rejects.toThrow();
    expect(filed()).toBe(1);
  });

  it('is done after its sender has given up', async () => {
    const { send, filed } = await disturbedBy(({ path }) =>
      isCreation(path) ? { kind: 'drop', done: { afterMs: 150 } } : undefined,
    );
    await expect(send()).rejects.toThrow();
    expect(filed()).toBe(0);
    await expect.poll(filed).toBe(1);
  });
});
