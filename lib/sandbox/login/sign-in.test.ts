import { createHash, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testBrowser, type Visit } from '#lib/sandbox/login/test-browser.ts';
import { findPerson } from '#lib/sandbox/organisation/organisation.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import {
  startTestSandbox,
  TEST_CLIENT_ID,
  TEST_CLIENT_SECRET,
  TEST_TENANT_ID,
  type TestSandbox,
} from '#lib/sandbox/start-test-sandbox.ts';

const REDIRECT_URI = 'http://localhost:3000/api/auth/callback/azure-ad';
const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  end_session_endpoint: z.string(),
});

let sandbox: TestSandbox;
let discovery: z.infer<typeof discoverySchema>;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  const address = `${sandbox.loginUrl}/${TEST_TENANT_ID}/v2.0/.well-known/openid-configuration`;
  discovery = discoverySchema.parse(await (await fetch(address)).json());
});

afterAll(() => sandbox.close());

function authorizationUrl(verifier: string, parameters: Readonly<Record<string, string>> = {}) {
  const query = new URLSearchParams({
    client_id: TEST_CLIENT_ID,
    response_type: 'code',
    scope: 'openid profile email',
    redirect_uri: REDIRECT_URI,
    state: 'state-1',
    nonce: 'nonce-1',
    prompt: 'select_account',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...parameters,
  });
  return `${discovery.authorization_endpoint}?${query.toString()}`;
}

function personId(address: string): string {
  return findPerson(sampleOrganisation, address)?.id ?? '';
}

async function redeem(code: string, verifier: string, secret = TEST_CLIENT_SECRET) {
  const response = await fetch(discovery.token_endpoint, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`${TEST_CLIENT_ID}:${secret}`).toString('base64')}`,
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
    }),
  });
  return z
    .object({ id_token: z.string().optional(), error: z.string().optional() })
    .parse(await response.json());
}

async function signIn(address: string, browser = testBrowser(new URL(discovery.issuer).origin)) {
  const verifier = randomBytes(32).toString('base64url');
  const picker = await browser.visit(authorizationUrl(verifier));
  const returned = await browser.visit(picker.url, { account: personId(address) });
  return { browser, picker, returned, verifier };
}

async function claimsOf(returned: Visit, verifier: string) {
  const code = new URL(returned.url).searchParams.get('code') ?? '';
  const { id_token: idToken } = await redeem(code, verifier);
  const { payload } = await jwtVerify(
    idToken ?? '',
    createRemoteJWKSet(new URL(discovery.jwks_uri)),
    { issuer: discovery.issuer, audience: TEST_CLIENT_ID },
  );
  return payload;
}

describe('signing in', () => {
  it('has its addresses where Microsoft has them', () => {
    const base = `${sandbox.loginUrl}/${TEST_TENANT_ID}`;
    expect(discovery).toMatchObject({
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    });
  });

  it('offers the sample accounts with their roles', async () => {
    const { picker } = await signIn('grace.lind@fjord.example');
    expect(picker.text).toContain('Pick an account');
    expect(picker.text).toContain('Connector admin, Global Administrator');
    expect(picker.text).toContain('nina.vik@fjord.example');
    expect(picker.text).toContain('No role in Custody');
  });

  it('says who it is, with roles and directory roles', async () => {
    const { returned, verifier } = await signIn('grace.lind@fjord.example');
    expect(returned.url).toContain('state=state-1');
    const claims = await claimsOf(returned, verifier);
    expect(claims).toMatchObject({
      oid: personId('grace.lind@fjord.example'),
      tid: TEST_TENANT_ID,
      nonce: 'nonce-1',
      name: 'Grace Lind',
      preferred_username: 'grace.lind@fjord.example',
      email: 'grace.lind@fjord.example',
      roles: ['ConnectorAdmin'],
    });
    expect(claims['wids']).toContain('62e90394-69f5-4237-9190-012177145e10');
  });

  it('leaves the roles out for somebody without any', async () => {
    const { returned, verifier } = await signIn('nina.vik@fjord.example');
    const claims = await claimsOf(returned, verifier);
    expect(claims).not.toHaveProperty('roles');
    expect(claims['wids']).not.toContain('62e90394-69f5-4237-9190-012177145e10');
  });

  it('asks again who it is when the account is to be selected', async () => {
    const first = await signIn('grace.lind@fjord.example');
    const second = await signIn('ruth.moen@fjord.example', first.browser);

    // The session of the one before is ended by a form that sends itself.
    const form = /action="([^"]+)".*name="xsrf" value="([^"]+)"/s.exec(second.returned.text);
    const returned =
      form === null
        ? second.returned
        : await first.browser.visit(form[1] ?? '', { xsrf: form[2] ?? '', logout: 'yes' });
    expect(await claimsOf(returned, second.verifier)).toMatchObject({ roles: ['Reviewer'] });
  });

  it('comes back with an error after Cancel', async () => {
    const browser = testBrowser(new URL(discovery.issuer).origin);
    const picker = await browser.visit(authorizationUrl('x'.repeat(43)));
    const returned = await browser.visit(picker.url, { cancel: 'yes' });
    expect(new URL(returned.url).searchParams.get('error')).toBe('access_denied');
  });

  it('refuses a redirect address that is not registered', async () => {
    const browser = testBrowser(new URL(discovery.issuer).origin);
    const shown = await browser.visit(
      authorizationUrl('x'.repeat(43), { redirect_uri: 'https://attacker.example/callback' }),
    );
    expect(shown.status).toBe(400);
    expect(shown.text).toContain('redirect_uri');
  });

  it('gives no token for a wrong verifier, and a code counts once', async () => {
    const wrong = await signIn('leo.strand@fjord.example');
    const code = new URL(wrong.returned.url).searchParams.get('code') ?? '';
    expect(await redeem(code, 'y'.repeat(43))).toMatchObject({ error: 'invalid_grant' });

    const right = await signIn('leo.strand@fjord.example');
    const used = new URL(right.returned.url).searchParams.get('code') ?? '';
    expect(await redeem(used, right.verifier)).toHaveProperty('id_token');
    expect(await redeem(used, right.verifier)).toMatchObject({ error: 'invalid_grant' });
  });

  it('signs out and goes back to the portal', async () => {
    const { browser } = await signIn('grace.lind@fjord.example');
    const query = new URLSearchParams({
      client_id: TEST_CLIENT_ID,
      post_logout_redirect_uri: 'http://localhost:3000/sign-in',
    });
    const asked = await browser.visit(`${discovery.end_session_endpoint}?${query.toString()}`);
    const form = /action="([^"]+)".*name="xsrf" value="([^"]+)"/s.exec(asked.text);
    const left = await browser.visit(form?.[1] ?? '', { xsrf: form?.[2] ?? '', logout: 'yes' });
    expect(left.url).toBe('http://localhost:3000/sign-in');

    const again = await browser.visit(authorizationUrl('x'.repeat(43), { prompt: 'login' }));
    expect(again.text).toContain('Pick an account');
  });

  it('knows its own tenant only', async () => {
    const response = await fetch(`${sandbox.loginUrl}/common/oauth2/v2.0/authorize`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('AADSTS90002');
  });
});
