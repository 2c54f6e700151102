import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import ssh2, { type AuthContext, type Connection, type KeyboardAuthContext } from 'ssh2';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ConnectionStep } from '#lib/domain/connection-check.ts';
import { PortError } from '#lib/domain/errors.ts';
import { generateHostKey } from '#lib/sandbox/sftp/host-key.ts';
import { accountDirectory, startSftpServer } from '#lib/sandbox/sftp/sftp-server.ts';
import { describeSourceContract } from '#lib/sources/contract.ts';
import { openSftpSource } from '#lib/sources/sftp/adapter.ts';

const secrets = { username: 'archive', password: 'Sandbox-2026' };
const packageName = '202611030000-TeleMessage_1_20261104050211.zip';
const hostKey = generateHostKey();

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

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

/** A server that lets the test decide over each sign-in and each connection. */
async function startServer(
  onAttempt: (attempt: AuthContext, client: Connection) => void,
): Promise<{ host: string; port: number; directory: string }> {
  const clients = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    clients.add(client);
    client.on('error', () => undefined);
    client.on('authentication', (attempt) => {
      onAttempt(attempt, client);
    });
  });
  cleanups.push(() => {
    for (const client of clients) client.end();
    server.close();
  });
  return { host: '127.0.0.1', port: await listen(server), directory: '/' };
}

/** Asks round after round, and refuses in the end. */
function prompt(
  attempt: KeyboardAuthContext,
  [round, ...others]: readonly (readonly string[])[],
  answers: string[],
): void {
  if (round === undefined) {
    attempt.reject();
    return;
  }
  const prompts = round.map((text) => ({ prompt: text, echo: false }));
  attempt.prompt(prompts, (given) => {
    answers.push(...given);
    prompt(attempt, others, answers);
  });
}

function listen(server: ssh2.Server | net.Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

/** The steps of a check that fails, and the error it fails with. */
async function check(
  settings: { host: string; port: number; directory: string; hostKeySha256?: string },
  signal = AbortSignal.timeout(30_000),
): Promise<{ steps: readonly string[]; error: unknown }> {
  const steps: string[] = [];
  const onStep = ({ id, state, code }: ConnectionStep) => {
    steps.push([id, state, code].filter(Boolean).join(' '));
  };
  try {
    const source = await openSftpSource({ settings, secrets }, { signal, onStep });
    await source.close();
    return { steps, error: undefined };
  } catch (error) {
    return { steps, error };
  }
}

const untilSignIn = [
  'reach running',
  'reach passed',
  'host-key running',
  'host-key passed',
  'sign-in running',
];

describe('the check of an SFTP connection', () => {
  it('tells each step as it starts and ends, and the fingerprint to pin', async () => {
    const { settings, close } = await startSandbox();
    cleanups.push(close);
    const seen: ConnectionStep[] = [];
    const signal = AbortSignal.timeout(30_000);
    const source = await openSftpSource(
      { settings, secrets },
      { signal, onStep: (step) => seen.push(step) },
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

  it('sends a wrong password once', async () => {
    const methods: string[] = [];
    const settings = await startServer((attempt) => {
      methods.push(attempt.method);
      attempt.reject(['password', 'keyboard-interactive']);
    });
    const { steps, error } = await check(settings);

    expect(error).toMatchObject({ code: 'sign-in-refused', disposition: 'reauthorize' });
    expect(steps).toEqual([...untilSignIn, 'sign-in failed sign-in-refused']);
    expect(methods).toEqual(['none', 'password']);
  });

  it('answers a prompt for the password where that is the only way', async () => {
    const answers: string[] = [];
    const settings = await startServer((attempt) => {
      if (attempt.method !== 'keyboard-interactive') {
        attempt.reject(['keyboard-interactive']);
        return;
      }
      attempt.prompt([{ prompt: 'Password:', echo: false }], (given) => {
        answers.push(...given);
        attempt.reject();
      });
    });
    const { error } = await check(settings);
    expect(answers).toEqual([secrets.password]);
    expect(error).toMatchObject({ code: 'sign-in-refused' });
  });

  it('tells a verification code from a wrong password', async () => {
    const settings = await startServer((attempt) => {
      if (attempt.method === 'password') attempt.reject(['keyboard-interactive'], true);
      else attempt.reject(['password']);
    });
    expect(await check(settings)).toMatchObject({ error: { code: 'verification-code-asked' } });
  });

  it('answers a prompt for the password and one for the code, in either number of rounds', async () => {
    for (const rounds of [[['Password:'], ['Code:']], [['Password:', 'Code:']]]) {
      const answers: string[] = [];
      const settings = await startServer((attempt) => {
        if (attempt.method === 'keyboard-interactive') prompt(attempt, rounds, answers);
        else attempt.reject(['keyboard-interactive']);
      });
      const signal = AbortSignal.timeout(30_000);
      const askCode = () => Promise.resolve('246810');
      await expect(
        openSftpSource({ settings, secrets }, { signal, askCode }),
      ).rejects.toMatchObject({ code: 'verification-code-refused', disposition: 'reauthorize' });
      expect(answers).toEqual([secrets.password, '246810']);
    }
  });

  it('waits for a person longer than for the server', async () => {
    const settings = await startServer((attempt) => {
      if (attempt.method === 'keyboard-interactive') prompt(attempt, [['Code:']], []);
      else if (attempt.method === 'password') attempt.reject(['keyboard-interactive'], true);
      else attempt.reject(['password']);
    });
    const signal = AbortSignal.timeout(30_000);
    const patienceMs = 300;
    const askCode = () =>
      new Promise<string>((resolve) => {
        setTimeout(resolve, 2 * patienceMs, 'wrong');
      });
    await expect(
      openSftpSource({ settings, secrets }, { signal, askCode, patienceMs }),
    ).rejects.toMatchObject({ code: 'verification-code-refused' });
  });

  it('tells an account with too many attempts from a wrong password', async () => {
    const settings = await startServer((attempt, client) => {
      if (attempt.method === 'none') attempt.reject(['password']);
      else disconnect(client, 2);
    });
    const { error } = await check(settings);
    expect(error).toMatchObject({ code: 'too-many-attempts', disposition: 'reauthorize' });
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
    const { error } = await check({ host: 'sftp.invalid', port: 22, directory: '/' });
    // Without a name server at all, it is the name server that is not reached.
    expect(['host-unknown', 'unreachable']).toContain(error instanceof PortError && error.code);
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
    const { steps, error } = await check(settings, AbortSignal.timeout(100));
    expect(error).toMatchObject({ code: 'timed-out', disposition: 'retry' });
    expect(steps.at(-1)).toBe('reach failed timed-out');
  });

  it('stops with the reason of the caller who stops it', async () => {
    const server = net.createServer();
    cleanups.push(() => void server.close());
    const stop = new AbortController();
    const settings = { host: '127.0.0.1', port: await listen(server), directory: '/' };
    const checking = check(settings, stop.signal);
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
    const source = await openSftpSource({ settings, secrets }, { signal });
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

/** ssh2 offers its users no way to end a connection with a reason (RFC 4253 11.1). */
function disconnect(client: Connection, reason: number): void {
  const protocol = z.custom<{ disconnect(reason: number): void }>();
  z.looseObject({ _protocol: protocol }).parse(client)._protocol.disconnect(reason);
}
