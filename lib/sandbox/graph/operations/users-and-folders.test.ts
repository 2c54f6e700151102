import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  acquireTestToken,
  testGraphClient,
  type GraphTestClient,
} from '#lib/sandbox/graph/test-graph-client.ts';
import { loginKeysSchema } from '#lib/sandbox/login/login-keys.ts';
import {
  startTestSandbox,
  TEST_CLIENT_ID,
  TEST_TENANT_ID,
  type TestSandbox,
} from '#lib/sandbox/start-test-sandbox.ts';

const anyText: unknown = expect.any(String);

let sandbox: TestSandbox;
let graph: GraphTestClient;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});

beforeEach(async () => {
  graph = await testGraphClient(sandbox);
});

afterAll(() => sandbox.close());

function withToken(token: string) {
  return graph.call('GET', 'users', { headers: { Authorization: `Bearer ${token}` } });
}

function forge(key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey) {
  return new SignJWT({ tid: TEST_TENANT_ID, appid: TEST_CLIENT_ID, roles: ['User.Read.All'] })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(`${sandbox.loginUrl}/${TEST_TENANT_ID}/v2.0`)
    .setAudience('https://graph.microsoft.com')
    .setExpirationTime('1h')
    .sign(key);
}

describe('access', () => {
  it('needs a token', async () => {
    const answer = await graph.call('GET', 'users', { headers: { Authorization: '' } });
    expect(answer.status).toBe(401);
    expect(answer.body.error?.code).toBe('InvalidAuthenticationToken');
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });

  it('refuses a token that somebody else signed', async () => {
    expect((await withToken(await forge())).status).toBe(401);
  });

  it('refuses a token for something else, an expired one and one of another tenant', async () => {
    const key = createPrivateKey({ key: await sandboxKey(), format: 'jwk' });
    const token = (audience: string, expires: string, tid: string) =>
      new SignJWT({ tid, appid: TEST_CLIENT_ID, roles: ['User.Read.All'] })
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(`${sandbox.loginUrl}/${TEST_TENANT_ID}/v2.0`)
        .setAudience(audience)
        .setExpirationTime(expires)
        .sign(key);
    const graphAudience = 'https://graph.microsoft.com';
    const right = await withToken(await token(graphAudience, '1h', TEST_TENANT_ID));
    expect(right.status).toBe(200);
    const other = await withToken(await token('https://vault.azure.net', '1h', TEST_TENANT_ID));
    expect(other.body.error?.message).toContain('audience');
    const expired = await withToken(await token(graphAudience, '-1m', TEST_TENANT_ID));
    expect(expired.body.error?.message).toContain('expired');
    const foreign = await withToken(await token(graphAudience, '1h', 'other'));
    expect(foreign.status).toBe(401);
  });

  it('is forbidden before anybody consented', async () => {
    await sandbox.permissions.revoke();
    const headers = { Authorization: `Bearer ${await acquireTestToken(sandbox)}` };
    const users = await graph.call('GET', 'users', { headers });
    expect([users.status, users.body.error?.code]).toEqual([403, 'Authorization_RequestDenied']);
    const mail = await graph.call('GET', 'users/ida.holm@fjord.example/mailFolders', { headers });
    expect([mail.status, mail.body.error?.code]).toEqual([403, 'ErrorAccessDenied']);
  });

  it('answers to the names of this machine only', async () => {
    const status = await new Promise<number | undefined>((resolve) => {
      request(
        {
          port: sandbox.httpPort,
          path: '/graph/v1.0/users',
          headers: { Host: 'attacker.example' },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      ).end();
    });
    expect(status).toBe(421);
  });
});

async function sandboxKey() {
  const text = await readFile(`${sandbox.dataDir}/sandbox/login/keys.json`, 'utf8');
  return loginKeysSchema.parse(JSON.parse(text)).signingKey;
}

describe('users', () => {
  it('come page by page, with what was selected', async () => {
    const seen: unknown[] = [];
    let next: string | undefined = 'users?$select=id,mail,proxyAddresses,userType&$top=20';
    while (next !== undefined) {
      const { body } = await graph.call('GET', next);
      seen.push(...(body.value ?? []));
      next = body['@odata.nextLink'];
    }
    expect(seen).toHaveLength(57);
    expect(seen).toContainEqual({
      id: anyText,
      mail: 'ingrid.thorsen@fjord.example',
      proxyAddresses: ['SMTP:ingrid.thorsen@fjord.example', 'smtp:ingrid.berge@fjord.example'],
      userType: 'Member',
    });
    expect(seen).toContainEqual({
      id: anyText,
      mail: null,
      proxyAddresses: [],
      userType: 'Member',
    });
  });

  it('are found by id and by sign-in name, not by another address', async () => {
    const byName = await graph.call('GET', 'users/Ingrid.Thorsen@fjord.example');
    const byId = await graph.call('GET', `users/${byName.body.id ?? ''}`);
    expect(byId.body).toMatchObject({ userPrincipalName: 'ingrid.thorsen@fjord.example' });
    const byAlias = await graph.call('GET', 'users/ingrid.berge@fjord.example');
    expect([byAlias.status, byAlias.body.error?.code]).toEqual([404, 'ErrorInvalidUser']);
  });

  it('refuses what it does not know', async () => {
    expect((await graph.call('GET', 'users?$select=shoeSize')).status).toBe(400);
    expect((await graph.call('GET', 'users?$top=1000')).status).toBe(400);
    expect((await graph.call('GET', 'groups')).status).toBe(400);
    expect((await graph.call('DELETE', 'users/ida.holm@fjord.example')).status).toBe(405);
  });
});

describe('folders', () => {
  const user = 'mats.oberg@fjord.example';

  it('are there from the beginning, page by page', async () => {
    const first = await graph.call('GET', `users/${user}/mailFolders?$top=4&$select=displayName`);
    expect(first.body.value?.map((folder) => folder['displayName'])).toEqual([
      'Inbox',
      'Drafts',
      'Sent Items',
      'Deleted Items',
    ]);
    expect(first.body['@odata.nextLink']).toContain('skip');
  });

  it('are created once: the same name again, in any case, exists already', async () => {
    const body = { displayName: 'Telegram Archiver' };
    const created = await graph.call('POST', `users/${user}/mailFolders`, { body });
    expect(created.status).toBe(201);
    const again = await graph.call('POST', `users/${user}/mailFolders`, {
      body: { displayName: 'TELEGRAM archiver' },
    });
    expect([again.status, again.body.error?.code]).toEqual([409, 'ErrorFolderExists']);
    const found = await graph.call(
      'GET',
      `users/${user}/mailFolders?$filter=displayName eq 'Telegram Archiver'`,
    );
    expect(found.body.value?.map(({ id }) => id)).toEqual([created.body.id]);
  });

  it('are found by name with an apostrophe, and by id in this mailbox only', async () => {
    const id = await graph.createFolder(user, "Mats' own");
    const filter = "$filter=displayName eq 'Mats'' own'";
    const found = await graph.call('GET', `users/${user}/mailFolders?${filter}`);
    expect(found.body.value?.map((folder) => folder.id)).toEqual([id]);
    const elsewhere = await graph.call('GET', `users/ida.holm@fjord.example/mailFolders/${id}`);
    expect([elsewhere.status, elsewhere.body.error?.code]).toEqual([404, 'ErrorItemNotFound']);
    const malformed = await graph.call('GET', `users/${user}/mailFolders/1`);
    expect([malformed.status, malformed.body.error?.code]).toEqual([
      400,
      'ErrorInvalidIdMalformed',
    ]);
  });

  it.each([
    ['wilma.carlsen@fjord.example', 'MailboxNotEnabledForRESTAPI'],
    ['nobody@fjord.example', 'ErrorInvalidUser'],
    ['00000000-0000-4000-8000-000000000000', 'ResourceNotFound'],
  ])('are not there for %s', async (nobody, code) => {
    const answer = await graph.call('GET', `users/${nobody}/mailFolders`);
    expect([answer.status, answer.body.error?.code]).toEqual([404, code]);
  });
});
