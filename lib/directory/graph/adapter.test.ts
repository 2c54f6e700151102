import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAppOnlyTokens } from '#lib/auth/app-only-token.ts';
import { openGraphDirectory } from '#lib/directory/graph/adapter.ts';
import { describeDirectoryContract } from '#lib/directory/contract.ts';
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

describeDirectoryContract('graph', async () => {
  await sandbox.permissions.grant(['User.Read.All'], 'grace.lind@fjord.example');
  const fjord = (name: string) => `${name}@fjord.example`;
  return {
    directory,
    reaches: [
      [fjord('jonas.berg'), fjord('jonas.berg')],
      // A name of before the wedding, kept as an alias.
      [fjord('ingrid.berge'), fjord('ingrid.thorsen')],
      // Accounts that are disabled: a shared mailbox, a room, somebody who left.
      [fjord('trade.support'), fjord('trade.support')],
      [fjord('room.oslo'), fjord('room.oslo')],
      [fjord('gunnar.lie'), fjord('gunnar.lie')],
      // The sign-in name is another than the address, which has capitals.
      [fjord('renate.aas'), fjord('raas')],
      [fjord('raas'), fjord('raas')],
      [fjord('renate.aas+phone'), fjord('raas')],
      // No mailbox; a guest; a member who is kept in step from another tenant; an address by hand.
      [fjord('emil.rask'), null],
      ['anna@lund.example', null],
      ['per@lund.example', null],
      [fjord('nine'), null],
    ],
    close: () => Promise.resolve(),
  };
});
