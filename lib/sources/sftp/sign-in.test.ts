import type { Connection } from 'ssh2';
import { afterEach, describe, expect, it } from 'vitest';
import {
  check,
  prompt,
  startSshServer,
  testSecrets,
  untilSignIn,
} from '#e2e/servers/test-ssh-server.ts';
import { disconnect } from '#lib/sandbox/sftp/disconnect.ts';
import { openSftpSource } from '#lib/sources/sftp/adapter.ts';
import { serversOnThisMachine } from '#lib/sources/test-servers.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function startServer(onAttempt: Parameters<typeof startSshServer>[0]) {
  const { settings, close } = await startSshServer(onAttempt);
  cleanups.push(close);
  return settings;
}

describe('the sign-in at an SFTP server', () => {
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
    expect(answers).toEqual([testSecrets.password]);
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
        openSftpSource(
          { settings, secrets: testSecrets },
          { servers: serversOnThisMachine, signal, askCode },
        ),
      ).rejects.toMatchObject({ code: 'verification-code-refused', disposition: 'reauthorize' });
      expect(answers).toEqual([testSecrets.password, '246810']);
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
      openSftpSource(
        { settings, secrets: testSecrets },
        { servers: serversOnThisMachine, signal, askCode, patienceMs },
      ),
    ).rejects.toMatchObject({ code: 'verification-code-refused' });
  });

  it('tells a code that comes too late, whoever has given up', async () => {
    let asked: Connection | undefined;
    const settings = await startServer((attempt, client) => {
      if (attempt.method === 'keyboard-interactive') {
        prompt(attempt, [['Code:']], []);
        asked = client;
      } else if (attempt.method === 'password') attempt.reject(['keyboard-interactive'], true);
      else attempt.reject(['password']);
    });
    const signal = AbortSignal.timeout(30_000);
    const late = { code: 'verification-code-late', disposition: 'reauthorize' };
    for (const askCode of [
      () => {
        setTimeout(() => asked?.end(), 50);
        return new Promise<string>(() => undefined);
      },
      () => Promise.reject(new DOMException('nobody came', 'TimeoutError')),
    ]) {
      const options = { servers: serversOnThisMachine, signal, askCode };
      await expect(
        openSftpSource({ settings, secrets: testSecrets }, options),
      ).rejects.toMatchObject(late);
    }
  });

  it('tells an account with too many attempts from a wrong password', async () => {
    const settings = await startServer((attempt, client) => {
      if (attempt.method === 'none') attempt.reject(['password']);
      else disconnect(client, 2);
    });
    const { error } = await check(settings);
    expect(error).toMatchObject({ code: 'too-many-attempts', disposition: 'reauthorize' });
  });
});
