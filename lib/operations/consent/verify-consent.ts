import { saveConsent } from '#lib/db/consents.ts';
import { PortError } from '#lib/domain/errors.ts';
import { GRAPH_PERMISSIONS, missingPermissions } from '#lib/domain/wizard/graph-permissions.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

/** The `roles` of a fresh app-only token: the application permissions that were granted. */
export type ReadRoles = () => Promise<readonly string[]>;

/**
 * Asks for a token and records the consent when it carries every permission. Microsoft takes up to a
 * few minutes to show a new grant, so false may become true.
 * @throws {PortError} `fix-settings`: the application cannot get a token, whatever is granted
 */
export async function verifyConsent(
  { db, now }: Services,
  { actor, readRoles }: { readonly actor: Actor; readonly readRoles: ReadRoles },
): Promise<boolean> {
  const roles = await readGrantedRoles(readRoles);
  if (missingPermissions(roles).length > 0) return false;
  await saveConsent(db, actor.tenantId, {
    permissions: [...GRAPH_PERMISSIONS],
    grantedBy: actor.email,
    grantedAt: now(),
  });
  return true;
}

/** No token without consent, and none while the sign-in service is down: nothing granted yet. */
async function readGrantedRoles(readRoles: ReadRoles): Promise<readonly string[]> {
  try {
    return await readRoles();
  } catch (error) {
    if (error instanceof PortError && error.disposition !== 'fix-settings') return [];
    throw error;
  }
}
