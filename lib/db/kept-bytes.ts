import type { Database } from '#lib/db/client.ts';

/**
 * Items that rest in an object of their own although nothing of them is held or under way, and nothing
 * that was replayed waits for its proof.
 */
export async function listBytesToPurge(db: Database, connectorId: string, take: number) {
  return db.$queryRaw<{ readonly id: string; readonly stagingKey: string }[]>`
    SELECT items.id::text, items.staging_key AS "stagingKey" FROM items
    WHERE items.connector_id = ${connectorId}::uuid AND items.staging_key IS NOT NULL
      AND NOT EXISTS (
        SELECT FROM deliveries JOIN runs ON runs.id = deliveries.run_id
        WHERE deliveries.item_id = items.id AND deliveries.resolved_at IS NULL
          AND (deliveries.state IN ('held', 'pending', 'sending', 'failed')
            OR (runs.trigger = 'replay' AND runs.state <> 'completed')))
      AND NOT EXISTS (
        SELECT FROM replay_items WHERE item_id = items.id AND read_at IS NULL)
    LIMIT ${take}`;
}

export async function forgetHeldBytes(db: Database, itemIds: readonly string[]): Promise<void> {
  await db.item.updateMany({ where: { id: { in: [...itemIds] } }, data: { stagingKey: null } });
}
