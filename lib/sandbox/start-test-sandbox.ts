import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MicrosoftSettings } from '#lib/config/microsoft-settings.ts';
import { NO_LIMITS } from '#lib/sandbox/graph/throttle.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import { telemessageAccount } from '#lib/sandbox/telemessage-account.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '#lib/sandbox/sandbox.ts';

export const TEST_TENANT_ID = '5a4d8b0c-0000-4000-8000-0000000000f0';
export const TEST_CLIENT_ID = '5a4d8b0c-0000-4000-8000-0000000000f1';
export const TEST_CLIENT_SECRET = 'test-client-secret';
export const TEST_SFTP_ACCOUNT = telemessageAccount;

export type TestSandbox = Sandbox & {
  readonly dataDir: string;
  /** To sign in to it as the application. */
  readonly microsoft: MicrosoftSettings;
};

/**
 * A sandbox on free ports with a directory of its own, unthrottled, closed and cleared away by
 * `close`. @param overrides what the test is about
 */
export async function startTestSandbox(
  overrides: Partial<SandboxOptions> = {},
): Promise<TestSandbox> {
  const dataDir = overrides.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'custody-sandbox-')));
  const sandbox = await startSandbox({
    httpPort: 0,
    sftpPort: 0,
    dataDir,
    tenantId: TEST_TENANT_ID,
    clientId: TEST_CLIENT_ID,
    clientSecret: TEST_CLIENT_SECRET,
    portalUrl: 'http://localhost:3000',
    organisation: sampleOrganisation,
    sftpAccounts: [TEST_SFTP_ACCOUNT],
    graphLimits: NO_LIMITS,
    ...overrides,
  });
  return {
    ...sandbox,
    dataDir,
    microsoft: {
      tenantId: TEST_TENANT_ID,
      clientId: TEST_CLIENT_ID,
      clientSecret: TEST_CLIENT_SECRET,
      loginUrl: sandbox.loginUrl,
      graphUrl: sandbox.graphUrl,
      graphResource: 'https://graph.microsoft.com',
      imapResource: 'https://outlook.office365.com',
      exchangeEnvironment: 'O365Default',
    },
    close: async () => {
      await sandbox.close();
      // A test that brought a directory restarts in it.
      if (overrides.dataDir === undefined) await rm(dataDir, { recursive: true });
    },
  };
}
