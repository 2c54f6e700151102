import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestServices, type TestServices } from '#e2e/servers/test-services.ts';
import { findConsent, findConsentRequest } from '#lib/db/consents.ts';
import { PortError } from '#lib/domain/errors.ts';
import { readConsentAnswer } from '#lib/domain/wizard/admin-consent.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import { receiveConsentAnswer } from './receive-consent-answer.ts';
import { startConsent } from './start-consent.ts';
import type { ReadRoles } from './verify-consent.ts';

const start = new Date('2026-11-21T08:00:00Z');
const application = {
  loginUrl: 'https://login.example',
  clientId: 'client-1',
  graphResource: 'https://graph.example',
  redirectUri: 'https://custody.example/consent/callback',
};
const allRoles: ReadRoles = () => Promise.resolve(['User.Read.All', 'Mail.ReadWrite']);

describe('admin consent', () => {
  let services: TestServices;
  let tenants = 0;
  let grace: Actor;

  beforeAll(async () => {
    services = await startTestServices(start);
  });
  afterAll(async () => {
    await services.stop();
  });
  beforeEach(() => {
    tenants += 1;
    grace = { id: 'grace', email: 'grace.lind@fjord.example', tenantId: `tenant-${tenants}` };
  });

  async function begin(): Promise<string> {
    const { url } = await startConsent(services, { actor: grace, draftId: null, application });
    return new URL(url).searchParams.get('state') ?? '';
  }
  async function receive(
    query: Record<string, string>,
    changes: { actor?: Actor; readRoles?: ReadRoles; now?: Date } = {},
  ) {
    const { actor = grace, readRoles = allRoles, now = start } = changes;
    const answer = readConsentAnswer(
      new URLSearchParams({ tenant: grace.tenantId, admin_consent: 'True', ...query }),
    );
    return receiveConsentAnswer({ ...services, now: () => now }, { actor, answer, readRoles });
  }

  test('is recorded once a token carries the permissions', async () => {
    expect(await receive({ state: await begin() })).toMatchObject({ state: 'granted' });
    expect(await findConsent(services.db, grace.tenantId)).toEqual({
      permissions: ['Mail.ReadWrite', 'User.Read.All'],
      grantedBy: 'grace.lind@fjord.example',
      grantedAt: start,
    });
  });

  test('is pending, and not recorded, while the token lacks a permission', async () => {
    const readRoles = () => Promise.resolve(['User.Read.All']);

    expect(await receive({ state: await begin() }, { readRoles })).toMatchObject({
      state: 'pending',
    });
    expect(await findConsent(services.db, grace.tenantId)).toBeNull();
  });

  test('is pending while there is no token, and refused when the client secret is wrong', async () => {
    const fail = (error: PortError) => () => Promise.reject(error);
    const missing = new PortError('consent-missing', 'reauthorize');
    const wrongSecret = new PortError('client-secret-refused', 'fix-settings');

    expect(await receive({ state: await begin() }, { readRoles: fail(missing) })).toMatchObject({
      state: 'pending',
    });
    expect(await receive({ state: await begin() }, { readRoles: fail(wrongSecret) })).toMatchObject(
      {
        state: 'refused',
      },
    );
  });

  test('keeps why it was refused for the person who asked', async () => {
    const outcome = await receive({
      state: await begin(),
      error: 'consent_required',
      error_description: 'AADSTS65004: User declined.',
    });

    expect(outcome.state).toBe('refused');
    const by = { requestId: outcome.requestId, requestedBy: 'grace' };
    expect(await findConsentRequest(services.db, by)).toMatchObject({
      refusal: { code: 'declined', text: 'consent_required: AADSTS65004: User declined.' },
    });
    expect(await findConsentRequest(services.db, { ...by, requestedBy: 'oscar' })).toBeNull();
    expect(await findConsent(services.db, grace.tenantId)).toBeNull();
  });

  test('of another tenant counts for nothing', async () => {
    const outcome = await receive({ state: await begin(), tenant: 'somewhere-else' });

    expect(outcome.state).toBe('refused');
  });

  test('answers work once, for the person who began, for 15 minutes', async () => {
    const unknown = { code: 'consent-answer-unknown' };
    const state = await begin();

    await expect(receive({ state }, { actor: { ...grace, id: 'oscar' } })).rejects.toMatchObject(
      unknown,
    );
    const tooLate = new Date(start.getTime() + 15 * 60 * 1000);
    await expect(receive({ state }, { now: tooLate })).rejects.toMatchObject(unknown);
    await receive({ state });
    await expect(receive({ state })).rejects.toMatchObject(unknown);
    await expect(receive({ state: 'made-up' })).rejects.toMatchObject(unknown);
  });

  test('cannot be begun for somebody else’s draft', async () => {
    await expect(
      startConsent(services, {
        actor: grace,
        draftId: '01938f00-0000-7000-8000-000000000001',
        application,
      }),
    ).rejects.toMatchObject({ code: 'draft-not-found' });
  });
});
