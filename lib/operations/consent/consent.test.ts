import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestServices, type TestServices } from '#e2e/servers/test-services.ts';
import { findConsent, findConsentRequest } from '#lib/db/consents.ts';
import { PortError } from '#lib/domain/errors.ts';
import { readConsentAnswer } from '#lib/domain/wizard/admin-consent.ts';
import { createConsentLink, revokeConsentLink } from './consent-link.ts';
import { noticeConsent } from './notice-consent.ts';
import { receiveConsentAnswer } from './receive-consent-answer.ts';
import { startConsent } from './start-consent.ts';
import { verifyConsent, type ConsentProbe } from './verify-consent.ts';

const start = new Date('2026-11-21T08:00:00Z');
const DAY_MS = 24 * 3600 * 1000;
const application = {
  loginUrl: 'https://login.example',
  clientId: 'client-1',
  resources: { graph: 'https://graph.example', imap: 'https://outlook.example' },
  redirectUri: 'https://custody.example/consent/callback',
};
const denied = new PortError('graph-access-denied', 'reauthorize');
const absent = new PortError('mailbox-missing', 'reject-item');

/** What Microsoft would answer: `roles` in the token, `open` and `absent` among the mailboxes. */
function microsoft(answers: {
  readonly roles?: readonly string[];
  readonly token?: PortError;
  readonly mailboxes?: readonly string[];
  readonly open?: readonly string[];
  readonly missing?: readonly string[];
}): ConsentProbe {
  const { roles = [], token, mailboxes = ['jonas@fjord.example'], open = mailboxes } = answers;
  return {
    readRoles: () => (token === undefined ? Promise.resolve(roles) : Promise.reject(token)),
    listMailboxes: async function* () {
      if (!roles.includes('User.Read.All')) throw await Promise.resolve(denied);
      for (const address of mailboxes) yield { address, aliases: [] };
    },
    readMailbox: (address) => {
      if (answers.missing?.includes(address) === true) return Promise.reject(absent);
      return open.includes(address) ? Promise.resolve() : Promise.reject(denied);
    },
  };
}
const bothRoles = ['User.Read.All', 'Mail.ReadWrite'];
const all = microsoft({ roles: bothRoles });

describe('admin consent', () => {
  let services: TestServices;
  let tenants = 0;
  let grace: { id: string; email: string; tenantId: string };

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

  const onRecord = () =>
    findConsent(services.db, { tenantId: grace.tenantId, permissions: services.permissions });
  async function begin(linkId: string | null = null, actor = grace): Promise<string> {
    const from = { draftId: null, linkId };
    const { url } = await startConsent(services, { actor, from, application });
    return new URL(url).searchParams.get('state') ?? '';
  }
  async function receive(
    query: Record<string, string>,
    changes: { actor?: typeof grace; probe?: ConsentProbe; now?: Date } = {},
  ) {
    const { actor = grace, probe = all, now = start } = changes;
    const answer = readConsentAnswer(
      new URLSearchParams({ tenant: grace.tenantId, admin_consent: 'True', ...query }),
    );
    return receiveConsentAnswer({ ...services, now: () => now }, { actor, answer, probe });
  }

  test('is recorded once a token carries the permissions and Graph acts by them', async () => {
    expect(await receive({ state: await begin() })).toMatchObject({ state: 'granted' });
    expect(await onRecord()).toEqual({
      permissions: ['User.Read.All', 'Mail.ReadWrite'],
      grantedBy: 'grace.lind@fjord.example',
      grantedAt: start,
      scopedMailbox: null,
    });
  });

  test.each([
    ['the token lacks a permission', microsoft({ roles: ['User.Read.All'] })],
    ['Graph refuses what the token says', microsoft({ roles: bothRoles, open: [] })],
    ['there is no token', microsoft({ token: new PortError('consent-missing', 'reauthorize') })],
  ])('is pending, and not recorded, while %s', async (_why, probe) => {
    expect(await receive({ state: await begin() }, { probe })).toMatchObject({ state: 'pending' });
    expect(await onRecord()).toBeNull();

    // Somebody else's page goes on asking, and the record says who gave it.
    const oscar = { tenantId: grace.tenantId, scopedMailbox: null };
    expect(await noticeConsent(services, { ...oscar, probe })).toMatchObject({
      isGranted: false,
      acceptance: { by: 'grace.lind@fjord.example', at: start.toISOString() },
    });
    expect(await noticeConsent(services, { ...oscar, probe: all })).toMatchObject({
      isGranted: true,
    });
    expect(await onRecord()).toMatchObject({ grantedBy: 'grace.lind@fjord.example' });
  });

  test('is tried on the next mailbox where an account has none in Exchange Online', async () => {
    const mailboxes = ['old@fjord.example', 'jonas@fjord.example'];
    const probe = microsoft({ roles: bothRoles, mailboxes, missing: ['old@fjord.example'] });

    expect(await receive({ state: await begin() }, { probe })).toMatchObject({ state: 'granted' });
  });

  test('given elsewhere is noticed, and nobody is named for it', async () => {
    const { tenantId } = grace;
    await noticeConsent(services, { tenantId, probe: all, scopedMailbox: null });
    expect(await onRecord()).toMatchObject({ grantedBy: null });
  });

  test('limited to chosen mailboxes is accepted by trying one of them', async () => {
    const { tenantId } = grace;
    const probe = microsoft({ roles: ['User.Read.All'], open: ['jonas@fjord.example'] });
    const verify = (scopedMailbox: string | null) =>
      verifyConsent(services, { tenantId, probe, scopedMailbox });

    expect(await verify(null)).toContainEqual({ permission: 'Mail.ReadWrite', state: 'missing' });
    expect(await verify('maja@fjord.example')).toContainEqual({
      permission: 'Mail.ReadWrite',
      state: 'missing',
    });
    expect(await onRecord()).toBeNull();
    await verify('jonas@fjord.example');
    expect(await onRecord()).toMatchObject({ scopedMailbox: 'jonas@fjord.example' });
  });

  test('is refused when the client secret is wrong, and that is said to whoever watches', async () => {
    const wrongSecret = new PortError('client-secret-refused', 'fix-settings', {
      detail: 'AADSTS7000215: Invalid client secret provided.',
    });
    const probe = microsoft({ token: wrongSecret });
    const outcome = await receive({ state: await begin() }, { probe });

    expect(outcome.state).toBe('refused');
    const by = { requestId: outcome.requestId, requestedBy: 'grace' };
    expect(await findConsentRequest(services.db, by)).toMatchObject({
      refusal: { code: 'secret-invalid', text: wrongSecret.detail },
    });
    const { tenantId } = grace;
    expect(await noticeConsent(services, { tenantId, probe, scopedMailbox: null })).toMatchObject({
      isGranted: false,
      trouble: 'client-secret-refused',
    });
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
    expect(await onRecord()).toBeNull();
  });

  test('of another tenant counts for nothing', async () => {
    const outcome = await receive({ state: await begin(), tenant: 'somewhere-else' });

    expect(outcome.state).toBe('refused');
    expect(await onRecord()).toBeNull();
  });

  test('answers work once, for the person who began, in that tenant, for 15 minutes', async () => {
    const unknown = { code: 'consent-answer-unknown' };
    const state = await begin();

    for (const changes of [
      { actor: { ...grace, id: 'oscar' } },
      { actor: { ...grace, tenantId: 'somewhere-else' } },
      { now: new Date(start.getTime() + 15 * 60 * 1000) },
    ]) {
      await expect(receive({ state }, changes)).rejects.toMatchObject(unknown);
    }
    await receive({ state });
    await expect(receive({ state })).rejects.toMatchObject(unknown);
    await expect(receive({ state: 'made-up' })).rejects.toMatchObject(unknown);
  });

  test('cannot be begun for somebody else’s draft', async () => {
    const from = { draftId: '01938f00-0000-7000-8000-000000000001', linkId: null };
    await expect(startConsent(services, { actor: grace, from, application })).rejects.toMatchObject(
      { code: 'draft-not-found' },
    );
  });

  describe('by a link', () => {
    const oscar = () => ({ ...grace, id: 'oscar', email: 'oscar.dahl@fjord.example' });
    const make = () => createConsentLink(services, { actor: oscar(), draftId: null });
    const at = (ms: number) => ({ ...services, now: () => new Date(start.getTime() + ms) });
    const follow = (linkId: string, changes: { actor?: typeof grace; ms?: number } = {}) =>
      startConsent(at(changes.ms ?? 0), {
        actor: changes.actor ?? grace,
        from: { draftId: null, linkId },
        application,
      });

    test('is used up by a yes, not by a no and not by looking', async () => {
      const { id } = await make();

      await follow(id);
      await receive({ state: await begin(id), error: 'access_denied' });
      const outcome = await receive({ state: await begin(id) });
      expect(outcome).toMatchObject({ state: 'granted', linkId: id });
      await expect(follow(id)).rejects.toMatchObject({ code: 'consent-link-used' });
    });

    test('ends after seven days, and when it is taken back or made anew', async () => {
      const first = await make();
      await expect(follow(first.id, { ms: 7 * DAY_MS })).rejects.toMatchObject({
        code: 'consent-link-expired',
      });
      const second = await make();
      await expect(follow(first.id)).rejects.toMatchObject({ code: 'consent-link-revoked' });
      await follow(second.id);
      await revokeConsentLink(services, { actor: oscar(), draftId: null });
      await expect(follow(second.id)).rejects.toMatchObject({ code: 'consent-link-revoked' });
    });

    test('is nothing to somebody of another tenant', async () => {
      const { id } = await make();
      const stranger = { ...grace, tenantId: 'somewhere-else' };
      await expect(follow(id, { actor: stranger })).rejects.toMatchObject({
        code: 'consent-link-unknown',
      });
    });
  });
});
