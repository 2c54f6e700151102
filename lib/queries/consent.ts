import 'server-only';
import { findSession } from '#lib/auth/session.ts';
import { env } from '#lib/config/env.ts';
import { database } from '#lib/db/client.ts';
import { findConsent, findConsentRequest } from '#lib/db/consents.ts';
import type { ConsentRefusal } from '#lib/domain/wizard/admin-consent.ts';
import { AppError } from '#lib/domain/errors.ts';
import { requireId } from '#lib/queries/require-id.ts';

/** What is handed to a Global Administrator. Holds no secret: who opens it has to sign in. */
export function consentLink(): string {
  return `${env().portalUrl}/consent`;
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
  return (await findConsent(database(), user.tenantId)) !== null;
}

async function requireSignedIn() {
  const session = await findSession();
  if (session === null) throw new AppError('signed-out', 'Your session has ended. Sign in again.');
  return session;
}
