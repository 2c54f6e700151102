import { writeAuditEntry } from '#lib/db/audit.ts';
import { countBeingReplayed, lockHeldItems } from '#lib/db/held-items.ts';
import { releaseDeliveries } from '#lib/db/released-items.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { Services } from '#lib/operations/services.ts';

export type ReleaseHeldItems = {
  readonly itemIds: readonly string[];
  /** What the person wrote; kept for ever. */
  readonly reason: string;
  readonly actor: AuditActor;
};

/**
 * Lets held items go: a person has decided that they reach no mailbox. What they were and why they
 * went stays on record; their bytes are purged.
 * @returns how many were held
 * @throws {AppError} `reason-missing`, `being-replayed`, or `nothing-held` when somebody else was faster
 */
export async function releaseHeldItems(
  { db, queue, auditKey, now: clock }: Services,
  { itemIds, reason: written, actor }: ReleaseHeldItems,
): Promise<{ released: number }> {
  const reason = written.trim();
  if (reason === '') throw new AppError('reason-missing', 'Write why these items are let go.');
  const now = clock();
  return db.$transaction(async (transaction) => {
    await lockHeldItems(transaction, { itemIds });
    if ((await countBeingReplayed(transaction, itemIds)) > 0) {
      throw new AppError('being-replayed', 'Some of these items are being replayed.');
    }
    const release = { itemIds, reason, by: actor.email, now };
    const released = await releaseDeliveries(transaction, release);
    if (released.size === 0) throw new AppError('nothing-held', 'These items are no longer held.');
    for (const [connectorId, ids] of released) {
      await queue.enqueue(transaction, 'held.purge', { connectorId });
      await writeAuditEntry(transaction, auditKey, {
        at: now,
        actor,
        action: 'held-items-released',
        connectorId,
        subjects: { itemIds: ids },
        details: { items: ids.length, reason },
      });
    }
    return { released: [...released.values()].flat().length };
  });
}
