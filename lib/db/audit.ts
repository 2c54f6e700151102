import type { Transaction } from '#lib/db/client.ts';
import type { AuditEntry } from '#lib/domain/audit/audit-entry.ts';

/**
 * Adds to the audit log, in the transaction of the change itself: no change without its entry, and no
 * entry without its change. The database refuses to change or delete what is there.
 */
export async function writeAuditEntry(transaction: Transaction, entry: AuditEntry): Promise<void> {
  const { at, actor, action, connectorId, subjects, details } = entry;
  await transaction.auditEntry.create({
    data: {
      at,
      actorId: actor.id,
      actorName: actor.email,
      fromAddress: actor.fromAddress ?? null,
      action,
      connectorId,
      subjects: { ...subjects, ...(subjects.itemIds && { itemIds: [...subjects.itemIds] }) },
      details,
    },
    select: { id: true },
  });
}
