import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDovecotDestination } from '#e2e/servers/dovecot-destination.ts';
import { type ImapProxy, startImapProxy } from '#e2e/servers/dovecot-proxy.ts';
import { type DovecotServer, findDovecot, startDovecot } from '#e2e/servers/dovecot.ts';
import { createMessage } from '#lib/destinations/contract.ts';
import type { Destination, Folder, OutgoingMessage } from '#lib/destinations/port.ts';

const MAILBOX = 'ida.holm@fjord.example';
/** Longer than a busy disk takes for the next of a row of messages. */
const QUIET_MS = 1_000;
const isInstalled = findDovecot() !== undefined;

if (!isInstalled) it.skip('needs Dovecot: install the package dovecot-imapd', () => undefined);

describe.skipIf(!isInstalled).each([
  ['in batches', {}],
  ['one by one', { lacks: ['MULTIAPPEND'] }],
] as const)('delivery %s over a connection that is cut', (_, options) => {
  let server: DovecotServer;
  let proxy: ImapProxy;
  let destination: Destination;
  let folder: Folder;
  let folders = 0;

  beforeAll(async () => {
    server = await startDovecot(options);
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    proxy = await startImapProxy(server.port);
    destination = openDovecotDestination({ ...server, port: proxy.port, quietMs: QUIET_MS });
    folders += 1;
    folder = await destination.ensureFolder(MAILBOX, `Cut ${folders}`);
  });
  afterEach(async () => {
    await destination.close();
    await proxy.stop();
  });

  const messages = Array.from({ length: 30 }, () => createMessage());
  const statesOf = async (sent: readonly OutgoingMessage[]) =>
    new Set((await destination.deliver(folder, sent)).map(({ state }) => state));
  const keysThere = async () => {
    const keys = messages.map(({ deliveryKey }) => deliveryKey);
    return new Set((await destination.findDelivered(folder, keys)).keys());
  };

  /** What the engine does with a doubt. */
  async function settle(): Promise<void> {
    const there = await keysThere();
    const missing = messages.filter(({ deliveryKey }) => !there.has(deliveryKey));
    expect(await statesOf(missing)).toEqual(new Set(missing.length === 0 ? [] : ['delivered']));
    const listed = await Array.fromAsync(destination.listDelivered(folder, 'run-1'));
    expect(listed.map(({ deliveryKey }) => deliveryKey).sort()).toEqual(
      messages.map(({ deliveryKey }) => deliveryKey).sort(),
    );
  }

  it('before the server has seen anything, leaves nothing there', async () => {
    proxy.setPassage({ toServer: (chunk) => (chunk.includes('APPEND') ? 'cut' : chunk) });
    expect(await statesOf(messages)).toEqual(new Set(['in-doubt']));
    proxy.setPassage({});
    expect((await keysThere()).size).toBe(0);
    await settle();
  });

  it('within a literal, leaves whole messages or none', async () => {
    proxy.setPassage({
      toServer: (chunk) =>
        chunk.includes('APPEND') ? { lastBytes: chunk.subarray(0, chunk.length - 100) } : chunk,
    });
    const states = await statesOf(messages);
    expect(states).toContain('in-doubt');
    expect(states).not.toContain('refused');
    proxy.setPassage({});
    await settle();
  });

  it('after everything was sent and before the answer, is found to be there', async () => {
    proxy.setPassage({
      toClient: (chunk) => (/^c\d+ OK .*Append/m.test(chunk.toString()) ? 'cut' : chunk),
    });
    expect(await statesOf(messages)).toEqual(new Set(['in-doubt']));
    proxy.setPassage({});
    expect((await keysThere()).size).toBe(messages.length);
  });

  it('between two answers, tells what is sure from what is not', async () => {
    const many = Array.from({ length: 150 }, () => createMessage({ runId: 'run-many' }));
    let answers = 0;
    proxy.setPassage({
      toClient: (chunk) => {
        answers += chunk.toString().split('APPENDUID').length - 1;
        return answers > 1 ? 'cut' : chunk;
      },
    });
    const outcomes = await destination.deliver(folder, many);
    proxy.setPassage({});
    const sure = outcomes.filter(({ state }) => state === 'delivered');
    const unsure = outcomes.filter(({ state }) => state === 'in-doubt');
    expect(sure.length + unsure.length).toBe(150);
    expect(unsure.length).toBeGreaterThan(0);
    const keys = sure.map(({ deliveryKey }) => deliveryKey);
    expect((await destination.findDelivered(folder, keys)).size).toBe(keys.length);
  });

  it('by an abort, ends at once and is in doubt', async () => {
    const aborting = new AbortController();
    const { signal } = aborting;
    const aborted = openDovecotDestination({ ...server, port: proxy.port, signal });
    proxy.setPassage({
      toServer: (chunk) => {
        if (chunk.includes('APPEND')) aborting.abort();
        return chunk;
      },
    });
    const outcomes = await aborted.deliver(folder, messages);
    expect(new Set(outcomes.map(({ state }) => state))).toEqual(new Set(['in-doubt']));
    await expect(aborted.deliver(folder, messages)).rejects.toThrow('aborted');
    proxy.setPassage({});
    await settle();
  });

  it('says that nothing was sent when the server is down, and goes on when it is back', async () => {
    // One that has no connection yet: a connection that has just ended may not have been told.
    const fresh = openDovecotDestination({ ...server, port: proxy.port });
    await server.kill();
    await expect(fresh.deliver(folder, messages)).rejects.toMatchObject({
      name: 'PortError',
      disposition: 'retry',
      isInDoubt: false,
    });
    await server.restart();
    expect(await statesOf(messages)).toEqual(new Set(['delivered']));
    await settle();
  });

  it(
    'files each exactly once, however often the server is killed',
    { timeout: 60_000 },
    async () => {
      for (let kills = 0; kills < 5; kills += 1) {
        const there = await keysThere();
        const missing = messages.filter(({ deliveryKey }) => !there.has(deliveryKey));
        let chunks = 0;
        proxy.setPassage({
          toServer: (chunk) => {
            if (chunk.includes('APPEND')) chunks += 1;
            if (chunks > 0) void server.kill();
            return chunk;
          },
        });
        await destination.deliver(folder, missing).catch(() => undefined);
        await server.kill();
        proxy.setPassage({});
        await server.restart();
      }
      await settle();
    },
  );
});
