import { createHash, randomBytes } from 'node:crypto';
import { insertConsentRequest } from '#lib/db/consents.ts';
import { findDraft } from '#lib/db/drafts.ts';
import { AppError } from '#lib/domain/errors.ts';
import { adminConsentUrl } from '#lib/domain/wizard/admin-consent.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

const STATE_BYTES = 32;
const LONGEST_ROUND_TRIP_MS = 15 * 60 * 1000;

export type StartConsent = {
  readonly actor: Actor;
  /** Where the browser returns to; null for somebody who only followed the link. */
  readonly draftId: string | null;
  readonly application: {
    readonly loginUrl: string;
    readonly clientId: string;
    readonly graphResource: string;
    readonly redirectUri: string;
  };
};

/**
 * Begins a round trip to Microsoft's consent page. Its state works once, for 15 minutes, and for the
 * person who began it; only its hash is stored.
 * @throws {AppError} `draft-not-found`
 */
export async function startConsent(
  { db, now }: Services,
  { actor, draftId, application }: StartConsent,
): Promise<{ url: string }> {
  if (draftId !== null && (await findDraft(db, { draftId, owner: actor.id })) === null) {
    throw new AppError('draft-not-found', 'This draft no longer exists.');
  }
  const state = randomBytes(STATE_BYTES).toString('base64url');
  await insertConsentRequest(db, {
    stateSha256: hashState(state),
    draftId,
    tenantId: actor.tenantId,
    requestedBy: actor.id,
    expiresAt: new Date(now().getTime() + LONGEST_ROUND_TRIP_MS),
  });
  const { loginUrl, clientId, graphResource, redirectUri } = application;
  const { tenantId } = actor;
  return {
    url: adminConsentUrl({
      loginUrl,
      tenantId,
      clientId,
      resource: graphResource,
      redirectUri,
      state,
    }),
  };
}

export function hashState(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}
