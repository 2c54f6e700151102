import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionStep } from '#lib/domain/connection-check.ts';
import { startTestSandbox, type TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';
import {
  codeAccount,
  hastyAccount,
  lockedAccount,
  newAccount,
  silentAccount,
  telemessageAccount,
} from '#lib/sandbox/telemessage-account.ts';
import type { SftpAccount } from '#lib/sandbox/sftp/sftp-server.ts';
import { openSource } from '#lib/sources/adapters.ts';
import { serversOnThisMachine } from '#lib/sources/test-servers.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  const hasty = { ...hastyAccount, codePatienceMs: 100 };
  sandbox = await startTestSandbox({
    sftpAccounts: [
      telemessageAccount,
      codeAccount,
      hasty,
      lockedAccount,
      newAccount,
      silentAccount,
    ],
  });
});
afterAll(() => sandbox.close());

type Given = {
  readonly password?: string;
  readonly code?: string;
  readonly hostKeySha256?: string;
};

/** The last step of a check with this account. */
async function lastStep(
  { username, password }: SftpAccount,
  { code, ...given }: Given = {},
): Promise<ConnectionStep | undefined> {
  const steps: ConnectionStep[] = [];
  const settings = { host: '127.0.0.1', port: sandbox.sftpPort, directory: '/', ...given };
  const secrets = { username, password: given.password ?? password };
  try {
    const source = await openSource('sftp', settings, secrets, {
      servers: serversOnThisMachine,
      signal: AbortSignal.timeout(30_000),
      patienceMs: 500,
      onStep: (step) => steps.push(step),
      // Without a code, nobody ever comes.
      askCode: () => (code === undefined ? sleep(30_000, '') : Promise.resolve(code)),
    });
    await source.close();
  } catch {
    // The last step says what it was.
  }
  return steps.at(-1);
}

describe('an account of the sandbox', () => {
  it.each([
    ['with a wrong password', telemessageAccount, { password: 'x' }, 'sign-in-refused'],
    ['that is locked', lockedAccount, {}, 'too-many-attempts'],
    [
      'that is locked, with a wrong password',
      lockedAccount,
      { password: 'x' },
      'too-many-attempts',
    ],
    ['that gets no answer', silentAccount, {}, 'timed-out'],
    ['with a wrong code', codeAccount, { code: '000000' }, 'verification-code-refused'],
    ['whose code comes too late', hastyAccount, {}, 'verification-code-late'],
  ])('%s is refused at the sign-in', async (_case, account, given, code) => {
    expect(await lastStep(account, given)).toEqual({ id: 'sign-in', state: 'failed', code });
  });

  it.each([
    ['without packages', newAccount, {}],
    ['with the right code', codeAccount, { code: codeAccount.verificationCode }],
    ['with the right code in time', hastyAccount, { code: hastyAccount.verificationCode }],
  ])('%s works', async (_case, account, given) => {
    expect(await lastStep(account, given)).toEqual({
      id: 'packages',
      state: 'passed',
      detail: '0',
    });
  });
});

it('the server shows another key when it is told to', async () => {
  const pinned = { hostKeySha256: `SHA256:${'A'.repeat(43)}` };
  const before = await lastStep(telemessageAccount, pinned);
  const own = `http://127.0.0.1:${sandbox.httpPort}`;
  const press = async (origin: string) => {
    const init = { method: 'POST', headers: { origin }, redirect: 'manual' } as const;
    return (await fetch(`${own}/host-key/replace`, init)).status;
  };
  expect(await press('https://elsewhere.example')).toBe(404);
  expect(await lastStep(telemessageAccount, pinned)).toEqual(before);

  expect(await press(own)).toBe(303);
  const after = await lastStep(telemessageAccount, pinned);
  expect(after).toMatchObject({ id: 'host-key', state: 'failed', code: 'host-key-changed' });
  expect(after?.detail).not.toBe(before?.detail);
});
