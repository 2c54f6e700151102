import { afterAll, beforeEach, beforeAll, describe, expect, it } from 'vitest';
import { testBrowser } from '#lib/sandbox/login/test-browser.ts';
import { findPerson } from '#lib/sandbox/organisation/organisation.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import {
  startTestSandbox,
  TEST_CLIENT_ID,
  TEST_TENANT_ID,
  type TestSandbox,
} from '#lib/sandbox/start-test-sandbox.ts';

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});

beforeEach(() => sandbox.permissions.revoke());

afterAll(() => sandbox.close());

function consentUrl(parameters: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    client_id: TEST_CLIENT_ID,
    scope: 'https://graph.microsoft.com/.default',
    redirect_uri: 'http://localhost:3000/consent/callback',
    state: 'one-time',
    ...parameters,
  });
  return `${sandbox.loginUrl}/${TEST_TENANT_ID}/v2.0/adminconsent?${query.toString()}`;
}

function visit(url: string, form?: Readonly<Record<string, string>>) {
  return testBrowser(new URL(sandbox.loginUrl).origin).visit(url, form);
}

function account(address: string): { account: string } {
  return { account: findPerson(sampleOrganisation, address)?.id ?? '' };
}

describe('admin consent', () => {
  it('shows a Global Administrator what is asked, and grants nothing yet', async () => {
    const page = await visit(consentUrl(), account('grace.lind@fjord.example'));
    expect(page.text).toContain('Mail.ReadWrite');
    expect(page.text).toContain('User.Read.All');
    expect(sandbox.permissions.current().permissions).toEqual([]);
  });

  it('grants on Accept and returns with tenant, scope and state', async () => {
    const returned = await visit(consentUrl(), {
      ...account('grace.lind@fjord.example'),
      decision: 'accept',
    });
    expect(Object.fromEntries(new URL(returned.url).searchParams)).toEqual({
      admin_consent: 'True',
      tenant: TEST_TENANT_ID,
      scope: 'https://graph.microsoft.com/.default',
      state: 'one-time',
    });
    expect(sandbox.permissions.current()).toMatchObject({
      permissions: ['Mail.ReadWrite', 'User.Read.All'],
      grantedBy: 'grace.lind@fjord.example',
    });
  });

  it('returns with an error on Cancel, and says admin_consent=True all the same', async () => {
    const returned = await visit(consentUrl(), {
      ...account('grace.lind@fjord.example'),
      decision: 'cancel',
    });
    const { searchParams } = new URL(returned.url);
    expect(searchParams.get('error')).toBe('access_denied');
    expect(searchParams.get('error_description')).toContain('AADSTS65004');
    expect(searchParams.get('admin_consent')).toBe('True');
    expect(searchParams.get('state')).toBe('one-time');
    expect(sandbox.permissions.current().permissions).toEqual([]);
  });

  it('refuses anybody else, even one who says Accept', async () => {
    const shown = await visit(consentUrl(), {
      ...account('oscar.dahl@fjord.example'),
      decision: 'accept',
    });
    expect(shown.text).toContain('AADSTS90094');
    expect(sandbox.permissions.current().permissions).toEqual([]);
  });

  it.each([
    [{ redirect_uri: 'http://localhost:3000/consent/callback/' }, 'AADSTS50011'],
    [{ redirect_uri: 'https://attacker.example/consent/callback' }, 'AADSTS50011'],
    [{ client_id: '00000000-0000-4000-8000-000000000000' }, 'AADSTS700016'],
    [{ scope: 'openid' }, 'AADSTS70011'],
  ])('refuses a request with %o', async (parameters, code) => {
    const shown = await visit(consentUrl(parameters), {
      ...account('grace.lind@fjord.example'),
      decision: 'accept',
    });
    expect(shown.status).toBe(400);
    expect(shown.text).toContain(code);
    expect(sandbox.permissions.current().permissions).toEqual([]);
  });

  it('ignores a form from another site', async () => {
    const response = await fetch(consentUrl(), {
      method: 'POST',
      headers: { Origin: 'http://localhost:3000' },
      body: new URLSearchParams({ ...account('grace.lind@fjord.example'), decision: 'accept' }),
    });
    expect(response.status).toBe(403);
    expect(sandbox.permissions.current().permissions).toEqual([]);
  });

  it('keeps what was granted over a restart', async () => {
    await sandbox.permissions.grant(['Mail.ReadWrite'], 'grace.lind@fjord.example');
    const again = await startTestSandbox({ dataDir: sandbox.dataDir });
    expect(again.permissions.current().permissions).toEqual(['Mail.ReadWrite']);
    await again.close();
  });
});
