import {
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
} from '@azure/msal-node';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  startTestSandbox,
  TEST_CLIENT_ID,
  TEST_CLIENT_SECRET,
  TEST_TENANT_ID,
  type TestSandbox,
} from '#lib/sandbox/start-test-sandbox.ts';

const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});

afterAll(() => sandbox.close());

/** MSAL insists on https in addresses and in the issuer that it reads; the sandbox has http only. */
const overHttp: INetworkModule = {
  sendGetRequestAsync: (url, options) => send('GET', url, options),
  sendPostRequestAsync: (url, options) => send('POST', url, options),
};

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- MSAL's own signature
async function send<Body>(method: string, url: string, options?: NetworkRequestOptions) {
  const response = await fetch(url.replace('https:', 'http:'), {
    method,
    ...(options?.headers === undefined ? {} : { headers: options.headers }),
    ...(options?.body === undefined ? {} : { body: options.body }),
  });
  const text = (await response.text()).replaceAll('http://127.0.0.1', 'https://127.0.0.1');
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- MSAL checks what it reads
  const body: Body = JSON.parse(text);
  return { headers: Object.fromEntries(response.headers), body, status: response.status };
}

function application(clientSecret: string) {
  const host = `127.0.0.1:${sandbox.httpPort}`;
  return new ConfidentialClientApplication({
    auth: {
      clientId: TEST_CLIENT_ID,
      clientSecret,
      authority: `https://${host}/login/${TEST_TENANT_ID}`,
      knownAuthorities: [host],
    },
    system: { networkClient: overHttp },
  });
}

function acquireToken(clientSecret: string, scope: string) {
  return application(clientSecret).acquireTokenByClientCredential({ scopes: [scope] });
}

async function claimsOf(accessToken: string | undefined) {
  const keys = createRemoteJWKSet(
    new URL(`${sandbox.loginUrl}/${TEST_TENANT_ID}/discovery/v2.0/keys`),
  );
  const { payload } = await jwtVerify(accessToken ?? '', keys, {
    audience: 'https://graph.microsoft.com',
    issuer: `${sandbox.loginUrl}/${TEST_TENANT_ID}/v2.0`,
  });
  return payload;
}

describe('app-only tokens', () => {
  it('are given to MSAL, signed, and without roles before anybody consented', async () => {
    const result = await acquireToken(TEST_CLIENT_SECRET, GRAPH_SCOPE);
    const claims = await claimsOf(result?.accessToken);
    expect(claims).toMatchObject({ tid: TEST_TENANT_ID, appid: TEST_CLIENT_ID, idtyp: 'app' });
    expect(claims).not.toHaveProperty('roles');
  });

  it('name the permissions that were consented to, as long as they are', async () => {
    await sandbox.permissions.grant(
      ['Mail.ReadWrite', 'User.Read.All'],
      'grace.lind@fjord.example',
    );
    const granted = await acquireToken(TEST_CLIENT_SECRET, GRAPH_SCOPE);
    expect(await claimsOf(granted?.accessToken)).toMatchObject({
      roles: ['Mail.ReadWrite', 'User.Read.All'],
    });

    await sandbox.permissions.revoke();
    const revoked = await acquireToken(TEST_CLIENT_SECRET, GRAPH_SCOPE);
    expect(await claimsOf(revoked?.accessToken)).not.toHaveProperty('roles');
  });

  it('are refused for a wrong secret, in Microsoft’s words', async () => {
    await expect(acquireToken('guess', GRAPH_SCOPE)).rejects.toThrow(
      /^invalid_client.*AADSTS7000215/,
    );
  });

  it('are refused for a scope that is not a resource’s default', async () => {
    await expect(
      acquireToken(TEST_CLIENT_SECRET, 'https://graph.microsoft.com/Mail.Send'),
    ).rejects.toMatchObject({ errorCode: 'invalid_scope' });
  });
});
