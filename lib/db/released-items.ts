import type { Transaction } from '#lib/db/client.ts';

type Release = {
  readonly itemIds: readonly string[];
  readonly reason: string;
  readonly by: string;
  readonly now: Date;
};

/** Lets held deliveries go. Everything about them stays on record. @returns the items, by connector */
export async function releaseDeliveries(
  transaction: Transaction,
  { itemIds, reason, by, now }: Release,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const released = await transaction.$queryRaw<{ itemId: string; connectorId: string }[]>`
    WITH released AS (
      UPDATE deliveries SET resolution = 'released', resolved_at = ${now}, resolved_by = ${by},
        resolved_reason = ${reason}
      WHERE item_id = ANY(${[...itemIds]}::uuid[]) AND state = 'held' AND resolved_at IS NULL
      RETURNING item_id)
    UPDATE items SET state = CASE WHEN state = 'held' THEN 'released' ELSE state END
    FROM (SELECT DISTINCT item_id FROM released) AS let_go WHERE items.id = let_go.item_id
    RETURNING items.id::text AS "itemId", items.connector_id::text AS "connectorId"`;
  const byConnector = Map.groupBy(released, ({ connectorId }) => connectorId);
  return new Map([...byConnector].map(([id, rows]) => [id, rows.map(({ itemId }) => itemId)]));
}
