import { describe, expect, test } from 'vitest';
import { adminConsentUrl, readConsentAnswer } from './admin-consent.ts';

test('the consent address asks for the application permissions and carries the state', () => {
  const url = new URL(
    adminConsentUrl({
      loginUrl: 'https://login.microsoftonline.com',
      tenantId: 'tenant-1',
      clientId: 'client-1',
      resource: 'https://graph.microsoft.com',
      redirectUri: 'https://custody.example/consent/callback',
      state: 'a+b/c',
    }),
  );

  expect(url.origin + url.pathname).toBe(
    'https://login.microsoftonline.com/tenant-1/v2.0/adminconsent',
  );
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'client-1',
    scope: 'https://graph.microsoft.com/.default',
    redirect_uri: 'https://custody.example/consent/callback',
    state: 'a+b/c',
  });
});

describe('the answer of Microsoft', () => {
  const read = (query: Record<string, string>) => readConsentAnswer(new URLSearchParams(query));

  test('is a grant only without an error', () => {
    const granted = { admin_consent: 'True', tenant: 'tenant-1', state: 's' };

    expect(read(granted)).toEqual({ state: 's', tenantId: 'tenant-1', refusal: null });
    expect(
      read({ ...granted, error: 'consent_required', error_description: 'AADSTS65004: declined' })
        .refusal,
    ).toEqual({ code: 'declined', text: 'consent_required: AADSTS65004: declined' });
  });

  test('that says nothing is no grant', () => {
    expect(read({ state: 's' }).refusal).toEqual({ code: 'unknown', text: '' });
  });

  test.each([
    ['AADSTS65001', 'not-consented'],
    ['AADSTS650056', 'misconfigured'],
    ['AADSTS90093', 'not-allowed'],
    ['AADSTS90094', 'not-allowed'],
    ['AADSTS50011', 'redirect-mismatch'],
    ['AADSTS7000215', 'secret-invalid'],
    ['AADSTS650561', 'unknown'],
  ])('with %s is explained as %s', (code, explanation) => {
    expect(
      read({ error: 'access_denied', error_description: `${code}: Words.` }).refusal?.code,
    ).toBe(explanation);
  });

  test('is kept word for word, to a reasonable length', () => {
    const refusal = read({ error: 'server_error', error_description: 'x'.repeat(5000) }).refusal;

    expect(refusal?.text.startsWith('server_error: xxx')).toBe(true);
    expect(refusal?.text).toHaveLength(2000);
  });
});
