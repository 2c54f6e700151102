import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import {
  check,
  listen,
  startSshServer,
  testSecrets,
  untilSignIn,
} from '#e2e/servers/test-ssh-server.ts';
import type { ConnectionStep } from '#lib/domain/connection-check.ts';
import { accountDirectory, startSftpServer } from '#lib/sandbox/sftp/sftp-server.ts';
import { describeSourceContract } from '#lib/sources/contract.ts';
import { openSftpSource } from '#lib/sources/sftp/adapter.ts';
import { serversOnThisMachine } from '#lib/sources/test-servers.ts';

const secrets = testSecrets;
const packageName = '202611030000-TeleMessage_1_20261104050211.zip';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function startServer(onAttempt: Parameters<typeof startSshServer>[0]) {
  const { settings, close } = await startSshServer(onAttempt);
  cleanups.push(close);
  return settings;
}

async function startSandbox() {
  const directory = await mkdtemp(path.join(tmpdir(), 'custody-sftp-'));
  const server = await startSftpServer({ port: 0, directory, accounts: [secrets] });
  return {
    settings: { host: '127.0.0.1', port: server.port, directory: '/' },
    secrets,
    directory: accountDirectory(directory, secrets.username),
    close: async () => {
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}

describeSourceContract('sftp', startSandbox);

describe('the check of an SFTP connection', () => {
  it('tells each step as it starts and ends, and the fingerprint to pin', async () => {
    const { settings, close } = await startSandbox();
    cleanups.push(close);
    const seen: ConnectionStep[] = [];
    const signal = AbortSignal.timeout(30_000);
    const source = await openSftpSource(
      { settings, secrets },
      { servers: serversOnThisMachine, signal, onStep: (step) => seen.push(step) },
    );
    await source.close();

    expect(seen.map(({ id, state }) => `${id} ${state}`)).toEqual([
      ...untilSignIn,
      'sign-in passed',
      'packages running',
      'packages passed',
    ]);
    // A source without packages yet is no failure.
    expect(seen.at(-1)?.detail).toBe('0');
    const hostKeySha256 = seen.find(
      ({ id, state }) => id === 'host-key' && state === 'passed',
    )?.detail;
    expect(hostKeySha256).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    if (hostKeySha256 === undefined) return;
    expect(await check({ ...settings, hostKeySha256 })).toMatchObject({ error: undefined });
  });

  it('refuses a server with another key than the pinned one, before the password', async () => {
    let attempts = 0;
    const settings = await startServer((attempt) => {
      attempts += 1;
      attempt.reject();
    });
    const hostKeySha256 = `SHA256:${'A'.repeat(43)}`;
    const { steps, error } = await check({ ...settings, hostKeySha256 });

    expect(error).toMatchObject({ code: 'host-key-changed', disposition: 'fix-settings' });
    expect(steps.at(-1)).toBe('host-key failed host-key-changed');
    expect(attempts).toBe(0);
  });

  it('says so when the connection is lost during the sign-in', async () => {
    const settings = await startServer((_attempt, client) => client.end());
    const { steps, error } = await check(settings);
    expect(error).toMatchObject({ code: 'connection-lost', disposition: 'retry' });
    expect(steps.at(-1)).toBe('sign-in failed connection-lost');
  });

  it('says so when nobody listens there', async () => {
    const server = net.createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const { steps, error } = await check({ host: '127.0.0.1', port, directory: '/' });
    expect(error).toMatchObject({ code: 'unreachable', disposition: 'retry' });
    expect(steps).toEqual(['reach running', 'reach failed unreachable']);
  });

  it('says so when the name is not known', async () => {
    const settings = { host: 'sftp.invalid', port: 22, directory: '/' };
    const servers = { servers: [{ host: 'sftp.invalid', port: 22 }], networks: [] } as const;
    const { steps, error } = await check(settings, { servers });
    expect(error).toMatchObject({ code: 'host-unknown', disposition: 'fix-settings' });
    expect(steps).toEqual(['reach running', 'reach failed host-unknown']);
  });

  it('connects to no server that the deployment does not list', async () => {
    const { settings, close } = await startSandbox();
    cleanups.push(close);
    for (const listed of [[], [{ host: '127.0.0.1', port: settings.port + 1 }]]) {
      const servers = { servers: listed, networks: ['127.0.0.0/8'] };
      const { steps, error } = await check(settings, { servers });
      expect(error).toMatchObject({ code: 'server-not-allowed', disposition: 'fix-settings' });
      expect(steps).toEqual(['reach running', 'reach failed server-not-allowed']);
    }
  });

  it('connects to no address inside by way of a listed name, and says which it is', async () => {
    const { settings, close } = await startSandbox();
    cleanups.push(close);
    const host = 'localhost';
    const listed = [{ host, port: settings.port }] as const;
    const { error } = await check(
      { ...settings, host },
      { servers: { servers: listed, networks: [] } },
    );
    expect(error).toMatchObject({ code: 'address-not-allowed', disposition: 'fix-settings' });
    expect(error).toHaveProperty('detail', expect.stringMatching(/^127\.|^::1$/));
    const networks = ['127.0.0.0/8', '::1'];
    const again = await check({ ...settings, host }, { servers: { servers: listed, networks } });
    expect(again.error).toBeUndefined();
  });

  it('says so when another kind of server answers', async () => {
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    cleanups.push(() => void server.close());
    const { error } = await check({
      host: '127.0.0.1',
      port: await listen(server),
      directory: '/',
    });
    expect(error).toMatchObject({ code: 'not-an-ssh-server', disposition: 'fix-settings' });
  });

  it('gives up on a server that never says anything', async () => {
    const server = net.createServer();
    cleanups.push(() => void server.close());
    const settings = { host: '127.0.0.1', port: await listen(server), directory: '/' };
    const { steps, error } = await check(settings, { signal: AbortSignal.timeout(100) });
    expect(error).toMatchObject({ code: 'timed-out', disposition: 'retry' });
    expect(steps.at(-1)).toBe('reach failed timed-out');
  });

  it('stops with the reason of the caller who stops it', async () => {
    const server = net.createServer();
    cleanups.push(() => void server.close());
    const stop = new AbortController();
    const settings = { host: '127.0.0.1', port: await listen(server), directory: '/' };
    const checking = check(settings, { signal: stop.signal });
    const reason = new Error('the worker ends');
    stop.abort(reason);
    expect((await checking).error).toBe(reason);
  });

  it('says so when the directory is missing', async () => {
    const { settings, close } = await startSandbox();
    cleanups.push(close);
    const { steps, error } = await check({ ...settings, directory: '/no-such-directory' });
    expect(error).toMatchObject({ code: 'directory-missing', disposition: 'fix-settings' });
    expect(steps.at(-1)).toBe('packages failed directory-missing');
  });
});

describe('an SFTP source whose connection is lost', () => {
  it('fails the stream under way and every later request', async () => {
    const sandbox = await startSandbox();
    await writeFile(path.join(sandbox.directory, packageName), Buffer.alloc(20_000_000));
    const { settings } = sandbox;
    const signal = AbortSignal.timeout(30_000);
    const source = await openSftpSource(
      { settings, secrets },
      { servers: serversOnThisMachine, signal },
    );
    const stream = await source.openPackage(packageName);
    const lost = { code: 'connection-lost', disposition: 'retry' };

    const reading = async () => {
      let bytes = 0;
      for await (const piece of stream) {
        if (bytes === 0) await sandbox.close();
        bytes += Buffer.isBuffer(piece) ? piece.length : 0;
      }
    };

    await expect(reading()).rejects.toMatchObject(lost);
    await expect(source.listPackages()).rejects.toMatchObject(lost);
    await expect(
      source.openPackage(packageName).then((again) => buffer(again)),
    ).rejects.toMatchObject(lost);
    await source.close();
  });
});
