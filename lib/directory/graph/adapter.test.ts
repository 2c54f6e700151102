import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAppOnlyTokens } from '#lib/auth/app-only-token.ts';
import { openGraphDirectory } from '#lib/directory/graph/adapter.ts';
import { describeDirectoryContract } from '#lib/directory/contract.ts';
import type { Directory } from '#lib/directory/port.ts';
import { createPerson } from '#lib/sandbox/organisation/create-person.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
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

it('is read page by page', async () => {
  const people = Array.from({ length: 2_500 }, (_, index) =>
    createPerson({
      displayName: `Person ${index}`,
      address: `person.${index}@fjord.example`,
      mobileNumber: '',
    }),
  );
  const large = await startTestSandbox({
    organisation: { ...sampleOrganisation, people, otherAccounts: [] },
  });
  try {
    await large.permissions.grant(['User.Read.All'], 'grace.lind@fjord.example');
    const { getToken } = createAppOnlyTokens(large.microsoft);
    const options = { graphUrl: large.graphUrl, getToken, signal: AbortSignal.timeout(30_000) };
    const mailboxes = await Array.fromAsync(openGraphDirectory(options).listMailboxes());

    expect(mailboxes.map(({ address }) => address)).toEqual(people.map(({ address }) => address));
  } finally {
    await large.close();
  }
});

it('is waited for as long as it says when it throttles', async () => {
  const arrivals: number[] = [];
  const busy = createServer((_request, response) => {
    arrivals.push(performance.now());
    if (arrivals.length === 1) response.writeHead(429, { 'Retry-After': '1' }).end('{}');
    else response.setHeader('Content-Type', 'application/json').end('{"value":[]}');
  });
  busy.listen(0, '127.0.0.1');
  await once(busy, 'listening');
  try {
    const address = busy.address();
    const graphUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const getToken = () => Promise.resolve('token');
    const options = { graphUrl, getToken, signal: AbortSignal.timeout(30_000) };
    expect(await Array.fromAsync(openGraphDirectory(options).listMailboxes())).toEqual([]);

    expect(arrivals).toHaveLength(2);
    expect((arrivals[1] ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(990);
  } finally {
    busy.close();
  }
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
