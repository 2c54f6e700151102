import { createHash, randomBytes } from 'node:crypto';
import { findConsentLink } from '#lib/db/consent-links.ts';
import { insertConsentRequest } from '#lib/db/consents.ts';
import { findDraft } from '#lib/db/drafts.ts';
import { AppError } from '#lib/domain/errors.ts';
import { adminConsentUrl } from '#lib/domain/wizard/admin-consent.ts';
import { resourceOf, type PermissionResource } from '#lib/domain/wizard/app-permissions.ts';
import { consentLinkState } from '#lib/domain/wizard/consent-link.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

const STATE_BYTES = 32;
const LONGEST_ROUND_TRIP_MS = 15 * 60 * 1000;

export type ConsentApplication = {
  readonly loginUrl: string;
  readonly clientId: string;
  /** Resource of the `.default` scope of each kind of permission. */
  readonly resources: Readonly<Record<PermissionResource, string>>;
  readonly redirectUri: string;
};

export type StartConsent = {
  readonly actor: Actor;
  /** Where it is begun, and the browser returns to: a setup, a link, or neither. */
  readonly from: { readonly draftId: string | null; readonly linkId: string | null };
  /** Whose permissions are asked for: Microsoft asks for one resource at a time. */
  readonly resource?: PermissionResource;
  readonly application: ConsentApplication;
};

/**
 * Begins a round trip to Microsoft's consent page. Its state works once, for 15 minutes, for the
 * person who began it and in that person's tenant; only its hash is stored.
 * @throws {AppError} `draft-not-found`, `consent-link-unknown`, `-used`, `-revoked` or `-expired`
 */
export async function startConsent(
  services: Services,
  { actor, from, resource, application }: StartConsent,
): Promise<{ url: string }> {
  const { db, now, permissions } = services;
  const { draftId, linkId } = from;
  if (draftId !== null && (await findDraft(db, { draftId, owner: actor.id })) === null) {
    throw new AppError('draft-not-found', 'This draft no longer exists.');
  }
  if (linkId !== null) await requireOpenLink(services, { linkId, tenantId: actor.tenantId });
  const state = randomBytes(STATE_BYTES).toString('base64url');
  await insertConsentRequest(db, {
    stateSha256: hashState(state),
    draftId,
    linkId,
    tenantId: actor.tenantId,
    requestedBy: actor.id,
    requestedByName: actor.email,
    expiresAt: new Date(now().getTime() + LONGEST_ROUND_TRIP_MS),
  });
  const { loginUrl, clientId, resources, redirectUri } = application;
  const { tenantId } = actor;
  const [first] = permissions;
  const asked = resource ?? (first === undefined ? 'graph' : resourceOf(first));
  const url = adminConsentUrl({
    loginUrl,
    tenantId,
    clientId,
    resource: resources[asked],
    redirectUri,
    state,
  });
  return { url };
}

export function hashState(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}

async function requireOpenLink(
  { db, now }: Services,
  link: { readonly linkId: string; readonly tenantId: string },
): Promise<void> {
  const found = await findConsentLink(db, link);
  const state = found === null ? 'unknown' : consentLinkState(found, now());
  if (state === 'open') return;
  throw new AppError(`consent-link-${state}`, 'This link can no longer be used.');
}
