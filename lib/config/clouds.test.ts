import https from 'node:https';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAppOnlyTokens } from '#lib/auth/app-only-token.ts';
import { parseEnv } from '#lib/config/env.ts';
import { openGraphDestination } from '#lib/destinations/graph/adapter.ts';
import { openGraphDirectory } from '#lib/directory/graph/adapter.ts';
import { adminConsentUrl } from '#lib/domain/wizard/admin-consent.ts';
import { scopedAccessCommands } from '#lib/domain/wizard/scoped-access-commands.ts';

const tenantId = '6c5c2f6e-4f0a-4b52-9d0c-0d6d0f6d7b11';
const clientId = '0d1b1c1d-4f0a-4b52-9d0c-0d6d0f6d7b12';

/**
 * As Microsoft documents them, and not read from clouds.ts: sign-in and Graph in
 * https://learn.microsoft.com/graph/deployments (GCC is in the worldwide cloud), IMAP in
 * https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges, the name in
 * https://learn.microsoft.com/powershell/module/exchange/connect-exchangeonline.
 */
const documented = [
  {
    cloud: 'worldwide',
    login: 'login.microsoftonline.com',
    graph: 'graph.microsoft.com',
    imap: 'outlook.office365.com',
    exchange: 'O365Default',
  },
  {
    cloud: 'gcc',
    login: 'login.microsoftonline.com',
    graph: 'graph.microsoft.com',
    imap: 'outlook.office365.com',
    exchange: 'O365Default',
  },
  {
    cloud: 'gcc-high',
    login: 'login.microsoftonline.us',
    graph: 'graph.microsoft.us',
    imap: 'outlook.office365.us',
    exchange: 'O365USGovGCCHigh',
  },
  {
    cloud: 'dod',
    login: 'login.microsoftonline.us',
    graph: 'dod-graph.microsoft.us',
    imap: 'outlook-dod.office365.us',
    exchange: 'O365USGovDoD',
  },
  {
    cloud: 'china',
    login: 'login.chinacloudapi.cn',
    graph: 'microsoftgraph.chinacloudapi.cn',
    imap: 'partner.outlook.cn',
    exchange: 'O365China',
  },
] as const;

function microsoftOf(cloud: string) {
  return parseEnv({
    MASTER_KEY: Buffer.alloc(32).toString('base64'),
    AUDIT_KEY: Buffer.alloc(32).toString('base64'),
    SESSION_SECRET: 'x'.repeat(32),
    MICROSOFT_TENANT_ID: tenantId,
    MICROSOFT_CLIENT_ID: clientId,
    MICROSOFT_CLIENT_SECRET: 'secret-value',
    MICROSOFT_CLOUD: cloud,
    TELEMESSAGE_HOST: 'sftp.telemessage.example',
  }).microsoft;
}

afterEach(() => {
  vi.restoreAllMocks();
});

/** Answers for the sign-in service of any cloud. @returns what was asked of it */
function answerSignIn() {
  const asked: { readonly address: string; readonly scope: string | null }[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const body = typeof init?.body === 'string' ? init.body : '';
    asked.push({ address, scope: new URLSearchParams(body).get('scope') });
    const authority = `https://${new URL(address).host}/${tenantId}`;
    return Promise.resolve(
      Response.json(
        address.endsWith('/openid-configuration')
          ? {
              issuer: `${authority}/v2.0`,
              authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
              token_endpoint: `${authority}/oauth2/v2.0/token`,
              jwks_uri: `${authority}/discovery/v2.0/keys`,
            }
          : { token_type: 'Bearer', expires_in: 3600, access_token: 'a token' },
      ),
    );
  });
  return asked;
}

describe.each(documented)('the cloud $cloud', ({ cloud, login, graph, imap, exchange }) => {
  it('has its own sign-in service, which is asked for tokens of its own Graph and IMAP', async () => {
    const asked = answerSignIn();
    const tokens = createAppOnlyTokens(microsoftOf(cloud));
    expect(await tokens.getToken()).toBe('a token');
    expect(await tokens.getImapToken()).toBe('a token');

    expect(new Set(asked.map(({ address }) => new URL(address).host))).toEqual(new Set([login]));
    expect(asked.every(({ address }) => address.includes(`/${tenantId}/`))).toBe(true);
    expect(asked.flatMap(({ scope }) => scope ?? [])).toEqual([
      expect.stringContaining(`https://${graph}/.default`),
      expect.stringContaining(`https://${imap}/.default`),
    ]);
  });

  it('asks for consent at its own sign-in service, to the permissions of its own Graph', () => {
    const { loginUrl, graphResource } = microsoftOf(cloud);
    const redirectUri = 'https://custody.example/consent/callback';
    const url = new URL(
      adminConsentUrl({
        loginUrl,
        tenantId,
        clientId,
        resource: graphResource,
        redirectUri,
        state: 's',
      }),
    );
    expect(url.origin + url.pathname).toBe(`https://${login}/${tenantId}/v2.0/adminconsent`);
    expect(url.searchParams.get('scope')).toBe(`https://${graph}/.default`);
  });

  it('is where mailboxes and users are asked for', async () => {
    const asked: string[] = [];
    vi.spyOn(https, 'request').mockImplementation((address) => {
      asked.push(String(address));
      throw Object.assign(new Error('nothing leaves this test'), { code: 'ENOTFOUND' });
    });
    const { graphUrl } = microsoftOf(cloud);
    const signal = AbortSignal.timeout(10_000);
    const options = { graphUrl, signal, getToken: () => Promise.resolve('a token') };
    const unavailable = { code: 'graph-unavailable' };
    await expect(
      openGraphDestination(options).ensureFolder('jonas.berg@fjord.example', 'Telegram Archiver'),
    ).rejects.toMatchObject(unavailable);
    await expect(
      Array.fromAsync(openGraphDirectory(options).listMailboxes()),
    ).rejects.toMatchObject(unavailable);
    expect(asked.map((address) => new URL(address).origin)).toEqual(
      Array.from({ length: 2 }, () => `https://${graph}`),
    );
    expect(asked.every((address) => address.startsWith(`https://${graph}/v1.0/users`))).toBe(true);
  });

  it('is named in the commands for Exchange Online PowerShell', () => {
    const { exchangeEnvironment } = microsoftOf(cloud);
    expect(scopedAccessCommands({ clientId, exchangeEnvironment })).toContain(
      `-ExchangeEnvironmentName ${exchange}\n`,
    );
  });
});

it('is worldwide unless said otherwise, and nothing that is not known', () => {
  expect(microsoftOf('')).toEqual(microsoftOf('worldwide'));
  expect(() => microsoftOf('germany')).toThrow('MICROSOFT_CLOUD');
});
