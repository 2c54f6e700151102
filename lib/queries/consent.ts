import 'server-only';
import { authorize, findSession } from '#lib/auth/session.ts';
import { env } from '#lib/config/env.ts';
import { database } from '#lib/db/client.ts';
import { findConsentLink, findOpenConsentLink } from '#lib/db/consent-links.ts';
import { findConsent, findConsentRequest } from '#lib/db/consents.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { ConsentRefusal } from '#lib/domain/wizard/admin-consent.ts';
import {
  consentLinkState,
  type ConsentLinkState,
  type ConsentLinkView,
} from '#lib/domain/wizard/consent-link.ts';
import type { ConsentSetting } from '#lib/domain/wizard/consent-setting.ts';
import { requireId } from '#lib/queries/require-id.ts';

/**
 * One's own link that can be passed on now, of a setup or of none.
 * @throws {AppError} `signed-out` or `forbidden`
 */
export async function findOwnConsentLink(draftId: string | null): Promise<ConsentLinkView | null> {
  const { user } = await authorize('connectors.write');
  const link = await findOpenConsentLink(database(), {
    createdBy: user.id,
    draftId: draftId === null ? null : requireId(draftId),
    now: new Date(),
  });
  return (
    link && {
      id: link.id,
      url: `${env().portalUrl}/consent/${link.id}`,
      expiresAt: link.expiresAt.toISOString(),
    }
  );
}

/** What the pages say of this deployment and its consent. No role is needed. @throws {AppError} `signed-out` */
export async function getConsentSetting(): Promise<ConsentSetting> {
  await requireSignedIn();
  const { permissions, microsoft } = env();
  const { clientId, exchangeEnvironment } = microsoft;
  return { permissions, clientId, exchangeEnvironment };
}

export type FollowedLink = {
  /** `unknown`: there is none in this tenant. */
  readonly state: ConsentLinkState | 'unknown';
  readonly createdBy: string;
  /** ISO 8601; null for an unknown link. */
  readonly expiresAt: string | null;
};

/** For whoever follows a link; reading it does not use it up. @throws {AppError} `signed-out` */
export async function readConsentLink(linkId: string): Promise<FollowedLink> {
  const { user } = await requireSignedIn();
  const by = { linkId: requireId(linkId), tenantId: user.tenantId };
  const link = await findConsentLink(database(), by);
  if (link === null) return { state: 'unknown', createdBy: '', expiresAt: null };
  return {
    state: consentLinkState(link, new Date()),
    createdBy: link.createdByName,
    expiresAt: link.expiresAt.toISOString(),
  };
}

/**
 * Why a consent that this person began was refused; null when it was not, or is not theirs. No role
 * is needed: a Global Administrator may have none in Custody.
 * @throws {AppError} `signed-out` or `not-found`
 */
export async function findConsentRefusal(requestId: string): Promise<ConsentRefusal | null> {
  const { user } = await requireSignedIn();
  const by = { requestId: requireId(requestId), requestedBy: user.id };
  return (await findConsentRequest(database(), by))?.refusal ?? null;
}

/** Whether the tenant's consent is on record. @throws {AppError} `signed-out` */
export async function hasConsent(): Promise<boolean> {
  const { user } = await requireSignedIn();
  const { permissions } = env();
  const { tenantId } = user;
  return (await findConsent(database(), { tenantId, permissions })) !== null;
}

async function requireSignedIn() {
  const session = await findSession();
  if (session === null) throw new AppError('signed-out', 'Your session has ended. Sign in again.');
  return session;
}
