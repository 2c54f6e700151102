import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAppOnlyTokens } from '#lib/auth/app-only-token.ts';
import { createMessage, sha256Of } from '#lib/destinations/contract.ts';
import { openGraphDestination } from '#lib/destinations/graph/adapter.ts';
import type { Destination } from '#lib/destinations/port.ts';
import type { DisturbGraph } from '#lib/sandbox/graph/disturbance.ts';
import { startTestSandbox, type TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';

const jonas = 'jonas.berg@fjord.example';
const ida = 'ida.holm@fjord.example';

let sandbox: TestSandbox;
let destination: Destination;
let disturb: DisturbGraph = () => undefined;

beforeAll(async () => {
  sandbox = await startTestSandbox({ disturbGraph: (request) => disturb(request) });
  await sandbox.permissions.grant(['Mail.ReadWrite'], 'grace.lind@fjord.example');
  destination = connect();
});
afterAll(() => sandbox.close());
afterEach(() => {
  disturb = () => undefined;
});

function connect(): Destination {
  const { graphUrl, microsoft } = sandbox;
  const { getToken } = createAppOnlyTokens(microsoft);
  return openGraphDestination({ graphUrl, getToken, signal: new AbortController().signal });
}

/** Disturbs the first request that fits, and tells how many there were since. */
function disturbFirst(path: RegExp, disturbance: NonNullable<ReturnType<DisturbGraph>>) {
  const seen: number[] = [];
  disturb = (request) => {
    if (!path.test(`${request.method} ${request.path}`)) return undefined;
    seen.push(Date.now());
    return seen.length === 1 ? disturbance : undefined;
  };
  return seen;
}

describe('a delivery that is disturbed', () => {
  it('waits for as long as it is told to when it is throttled, sending nothing meanwhile', async () => {
    const folder = await destination.ensureFolder(jonas, 'Throttled');
    const seen = disturbFirst(/^POST \$batch/, {
      kind: 'answer',
      status: 429,
      retryAfterSeconds: 1,
    });
    const outcomes = await destination.deliver(folder, [createMessage(), createMessage()]);

    expect(outcomes.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
    expect((seen[1] ?? 0) - (seen[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  it('leaves a long wait to its caller', async () => {
    const patient = connect();
    const folder = await patient.ensureFolder(ida, 'Throttled');
    disturbFirst(/^POST \$batch/, { kind: 'answer', status: 429, retryAfterSeconds: 600 });
    const throttled = {
      name: 'PortError',
      code: 'throttled',
      disposition: 'retry',
      isInDoubt: false,
    };
    await expect(patient.deliver(folder, [createMessage()])).rejects.toMatchObject(throttled);

    disturb = () => {
      throw new Error('nothing may be sent to this mailbox');
    };
    await expect(patient.ensureFolder(ida, 'Throttled')).rejects.toMatchObject(throttled);
  });

  it.each(['at-once', 'never'] as const)(
    'is in doubt when its connection is dropped, and done %s',
    async (done) => {
      const folder = await destination.ensureFolder(jonas, `Dropped ${done}`);
      disturbFirst(/^POST \$batch/, { kind: 'drop', done });
      const messages = [createMessage(), createMessage()];

      const outcomes = await destination.deliver(folder, messages);

      expect(outcomes.map(({ state }) => state)).toEqual(['in-doubt', 'in-doubt']);
      const keys = messages.map(({ deliveryKey }) => deliveryKey);
      const found = await destination.findDelivered(folder, keys);
      expect(found.size).toBe(done === 'at-once' ? 2 : 0);
    },
  );

  it('is in doubt when it is done only after the connection was dropped', async () => {
    const folder = await destination.ensureFolder(jonas, 'Late');
    disturbFirst(/^POST \$batch/, { kind: 'drop', done: { afterMs: 300 } });
    const message = createMessage();
    const [outcome] = await destination.deliver(folder, [message]);
    expect(outcome?.state).toBe('in-doubt');

    await expect
      .poll(async () => (await destination.findDelivered(folder, [message.deliveryKey])).size)
      .toBe(1);
  });

  it.each([500, 502, 503, 504])('is in doubt when the server answers %i', async (status) => {
    const folder = await destination.ensureFolder(jonas, 'Trouble');
    disturbFirst(/^POST \$batch/, { kind: 'answer', status });
    const [outcome] = await destination.deliver(folder, [createMessage()]);
    expect(outcome?.state).toBe('in-doubt');
  });

  it.each([
    ['its message was made', /^POST users\/[^/]+\/mailFolders\/[^/]+\/messages$/],
    ['an attachment was added', /^POST .*\/attachments$/],
    ['a part was uploaded', /^PUT upload/],
    ['it was marked as complete', /^PATCH/],
  ])('is cleared away when it broke off after %s', async (_what, path) => {
    const folder = await destination.ensureFolder(jonas, 'Half-done');
    const mime = largeEml();
    const message = createMessage({ mime });
    const isMarked = path.test('PATCH');
    disturbFirst(path, { kind: 'drop', done: isMarked ? 'never' : 'at-once' });

    const [outcome] = await destination.deliver(folder, [message]);

    expect(outcome?.state).toBe('in-doubt');
    expect((await destination.findDelivered(folder, [message.deliveryKey])).size).toBe(0);
    disturb = () => undefined;
    const [again] = await destination.deliver(folder, [message]);
    expect(again?.state).toBe('delivered');
    const listed = await Array.fromAsync(destination.listDelivered(folder, 'run-1'));
    expect(listed.filter(({ deliveryKey }) => deliveryKey === message.deliveryKey)).toHaveLength(1);
    expect(listed.find(({ deliveryKey }) => deliveryKey === message.deliveryKey)?.sha256).toBe(
      sha256Of(mime),
    );
  });

  it('keeps what was delivered when the rest could not be sent', async () => {
    const folder = await destination.ensureFolder(jonas, 'Partly');
    let batches = 0;
    disturb = ({ path }) => {
      if (path !== '$batch') return undefined;
      batches += 1;
      return batches === 1 ? undefined : { kind: 'answer', status: 401 };
    };
    const outcomes = await destination.deliver(
      folder,
      Array.from({ length: 25 }, () => createMessage()),
    );
    expect(outcomes.filter(({ state }) => state === 'delivered')).toHaveLength(20);
    expect(outcomes.filter(({ state }) => state === 'in-doubt')).toHaveLength(5);
  });

  it('stops when the worker stops', async () => {
    const stop = new AbortController();
    const { graphUrl } = sandbox;
    const getToken = () => Promise.resolve('never used');
    const stopped = openGraphDestination({ graphUrl, getToken, signal: stop.signal });
    stop.abort(new Error('the worker ends'));
    await expect(stopped.ensureFolder(jonas, 'Stopped')).rejects.toThrow('the worker ends');
  });
});

/** Needs every step there is: an attachment that is posted, and two that are uploaded. */
function largeEml(): Buffer {
  const attachment = (name: string, content: Buffer) =>
    [
      '--b',
      `Content-Type: application/pdf; name=${name}`,
      'Content-Transfer-Encoding: base64',
      '',
      content.toString('base64'),
    ].join('\r\n');
  return Buffer.from(
    [
      'Subject: Large',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      attachment('small.pdf', Buffer.from('small')),
      attachment('large.pdf', Buffer.alloc(4_000_000, 'x')),
      '--b--',
    ].join('\r\n'),
  );
}
