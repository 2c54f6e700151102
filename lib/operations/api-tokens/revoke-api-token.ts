import { revokeApiToken as revokeRow } from '#lib/db/api-tokens.ts';
import { writeAuditEntry } from '#lib/db/audit.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import type { Services } from '#lib/operations/services.ts';

/** From now on it opens nothing. Revoking what is revoked does nothing. */
export async function revokeApiToken(
  { db, auditKey, now: clock }: Services,
  { actor, tokenId }: { readonly actor: AuditActor; readonly tokenId: string },
): Promise<void> {
  const now = clock();
  await db.$transaction(async (transaction) => {
    const revoked = await revokeRow(transaction, { id: tokenId, by: actor.email, now });
    if (revoked === null) return;
    await writeAuditEntry(transaction, auditKey, {
      at: now,
      actor,
      action: 'api-token-revoked',
      connectorId: null,
      subjects: {},
      details: revoked,
    });
  });
}
