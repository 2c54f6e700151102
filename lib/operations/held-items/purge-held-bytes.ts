import { forgetHeldBytes, listBytesToPurge } from '#lib/db/kept-bytes.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

const ITEMS_PER_BATCH = 500;

/**
 * Clears from the staging area what of a connector was held and is no more: everything of the item was
 * released, or replayed by a run that is proved. Done again after a crash it clears what is left.
 */
export async function purgeHeldBytes(
  { db, staging }: ImportServices,
  { connectorId, signal }: { readonly connectorId: string; readonly signal: AbortSignal },
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const items = await listBytesToPurge(db, connectorId, ITEMS_PER_BATCH);
    for (const { stagingKey } of items) await staging.remove(stagingKey);
    await forgetHeldBytes(
      db,
      items.map(({ id }) => id),
    );
    if (items.length < ITEMS_PER_BATCH) return;
  }
}
