import { saveConsent } from '#lib/db/consents.ts';
import { GRAPH_PERMISSIONS, missingPermissions } from '#lib/domain/wizard/graph-permissions.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

/** The `roles` of a fresh app-only token: the application permissions that were granted. */
export type ReadRoles = () => Promise<readonly string[]>;

/**
 * Asks for a token and records the consent when it carries every permission. Microsoft takes up to a
 * few minutes to show a new grant, so false may become true.
 */
export async function verifyConsent(
  { db, now }: Services,
  { actor, readRoles }: { readonly actor: Actor; readonly readRoles: ReadRoles },
): Promise<boolean> {
  if (missingPermissions(await readRoles()).length > 0) return false;
  await saveConsent(db, actor.tenantId, {
    permissions: [...GRAPH_PERMISSIONS],
    grantedBy: actor.email,
    grantedAt: now(),
  });
  return true;
}
