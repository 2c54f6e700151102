'use server';

import { z } from 'zod';
import { action } from '#lib/actions/action.ts';
import { actorOf } from '#lib/actions/actor.ts';
import { consentProbe } from '#lib/actions/consent-probe.ts';
import { services } from '#lib/actions/services.ts';
import { consentApplication } from '#lib/auth/consent-application.ts';
import { createConsentLink, revokeConsentLink } from '#lib/operations/consent/consent-link.ts';
import { noticeConsent } from '#lib/operations/consent/notice-consent.ts';
import { startConsent } from '#lib/operations/consent/start-consent.ts';

const draftId = z.uuid().nullable();

/** The address of Microsoft's consent page, for somebody who sets up a connector. */
export const startConsentAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ draftId, resource: z.enum(['graph', 'imap']).optional() }),
  run: async ({ draftId, resource }, { session }) =>
    startConsent(await services(), {
      actor: session.user,
      from: { draftId, linkId: null },
      ...(resource !== undefined && { resource }),
      application: consentApplication(),
    }),
});

/**
 * The same for somebody who was handed a link. No role is needed: Microsoft decides who can consent, and
 * a Global Administrator may have none in Custody.
 */
export const followConsentLinkAction = action({
  permission: 'signed-in',
  schema: z.strictObject({ linkId: z.uuid() }),
  run: async ({ linkId }, { session }) =>
    startConsent(await services(), {
      actor: session.user,
      from: { draftId: null, linkId },
      application: consentApplication(),
    }),
});

export const createConsentLinkAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ draftId }),
  run: async ({ draftId }, { session }) => {
    await createConsentLink(await services(), { draftId, actor: await actorOf(session) });
  },
});

export const revokeConsentLinkAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ draftId }),
  run: async ({ draftId }, { session }) =>
    revokeConsentLink(await services(), { draftId, actor: await actorOf(session) }),
});

/** Tries a mailbox, for an application that Exchange Online lets into chosen mailboxes only. */
export const checkScopedAccessAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ mailbox: z.email().max(320) }),
  run: async ({ mailbox }, { session }) =>
    noticeConsent(await services(), {
      tenantId: session.user.tenantId,
      probe: consentProbe(),
      scopedMailbox: mailbox.toLowerCase(),
    }),
});
