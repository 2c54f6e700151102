import { findConsent } from '#lib/db/consents.ts';
import { PortError } from '#lib/domain/errors.ts';
import { verifyConsent, type ReadRoles } from '#lib/operations/consent/verify-consent.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Whether the tenant has consented: on record, or just now, by whatever way. Safe to ask again and
 * again; an application that cannot sign in counts as no.
 */
export async function noticeConsent(
  services: Services,
  { actor, readRoles }: { readonly actor: Actor; readonly readRoles: ReadRoles },
): Promise<boolean> {
  if ((await findConsent(services.db, actor.tenantId)) !== null) return true;
  try {
    return await verifyConsent(services, { actor, readRoles });
  } catch (error) {
    if (error instanceof PortError) return false;
    throw error;
  }
}
