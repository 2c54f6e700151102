import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAppOnlyTokens } from '#lib/auth/app-only-token.ts';
import { openGraphDirectory } from '#lib/directory/graph/adapter.ts';
import type { Directory } from '#lib/directory/port.ts';
import { startTestSandbox, type TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';

let sandbox: TestSandbox;
let directory: Directory;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  const { getToken } = createAppOnlyTokens(sandbox.microsoft);
  const { graphUrl } = sandbox;
  directory = openGraphDirectory({ graphUrl, getToken, signal: AbortSignal.timeout(30_000) });
});
afterAll(() => sandbox.close());

it('cannot be read before an admin has consented', async () => {
  await expect(Array.fromAsync(directory.listMailboxes())).rejects.toMatchObject({
    code: 'graph-access-denied',
    disposition: 'reauthorize',
  });
});

it('lists everybody who has a mailbox, with every address that reaches it', async () => {
  await sandbox.permissions.grant(['User.Read.All'], 'grace.lind@fjord.example');
  const mailboxes = await Array.fromAsync(directory.listMailboxes());
  const find = (address: string) => mailboxes.find((mailbox) => mailbox.address === address);

  expect(find('jonas.berg@fjord.example')).toEqual({
    address: 'jonas.berg@fjord.example',
    aliases: [],
  });
  expect(find('ingrid.thorsen@fjord.example')?.aliases).toEqual(['ingrid.berge@fjord.example']);
  expect(find('emil.rask@fjord.example')).toBeUndefined();
});
