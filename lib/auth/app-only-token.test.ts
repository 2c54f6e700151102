import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppOnlyTokens } from '#lib/auth/app-only-token.ts';
import type { MicrosoftSettings } from '#lib/config/microsoft-settings.ts';
import {
  startTestSandbox,
  TEST_CLIENT_ID,
  TEST_CLIENT_SECRET,
  TEST_TENANT_ID,
  type TestSandbox,
} from '#lib/sandbox/start-test-sandbox.ts';

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});

afterAll(async () => {
  await sandbox.close();
});

function settings(changes: Partial<MicrosoftSettings> = {}): MicrosoftSettings {
  return {
    tenantId: TEST_TENANT_ID,
    clientId: TEST_CLIENT_ID,
    clientSecret: TEST_CLIENT_SECRET,
    loginUrl: sandbox.loginUrl,
    graphUrl: sandbox.graphUrl,
    graphResource: 'https://graph.microsoft.com',
    imapResource: 'https://outlook.office365.com',
    exchangeEnvironment: 'O365Default',
    ...changes,
  };
}

describe('createAppOnlyTokens', () => {
  it('signs in as the application, and keeps the token while it is good', async () => {
    const { getToken } = createAppOnlyTokens(settings());
    const token = await getToken();
    expect(token.split('.')).toHaveLength(3);
    expect(await getToken()).toBe(token);
  });

  it('sees what was granted meanwhile in a fresh token only', async () => {
    const { getRoles } = createAppOnlyTokens(settings());
    expect(await getRoles('graph')).toEqual([]);
    await sandbox.permissions.grant(['Mail.ReadWrite'], 'grace.lind@fjord.example');
    expect(await getRoles('graph')).toEqual([]);
    expect(await getRoles('graph', { forceRefresh: true })).toEqual(['Mail.ReadWrite']);
    await sandbox.permissions.revoke();
  });

  it('asks an administrator to set the secret right when it is refused', async () => {
    const { getToken } = createAppOnlyTokens(settings({ clientSecret: 'wrong' }));
    await expect(getToken()).rejects.toMatchObject({
      code: 'client-secret-refused',
      disposition: 'fix-settings',
    });
  });

  it('is to be tried again when the sign-in service does not answer', async () => {
    const { getToken } = createAppOnlyTokens(settings({ loginUrl: 'http://127.0.0.1:9/login' }));
    await expect(getToken()).rejects.toMatchObject({
      code: 'sign-in-unreachable',
      disposition: 'retry',
    });
  });

  it('refuses to send the secret in the clear to another machine', () => {
    const loginUrl = 'http://login.fjord.example';
    expect(() => createAppOnlyTokens(settings({ loginUrl }))).toThrow('expected https');
  });
});
