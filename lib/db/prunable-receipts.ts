import type { Database } from '#lib/db/client.ts';

/** Signed evidence whose receipts are still in the database, the oldest first. */
export async function listPrunableEvidence(db: Database, signedBefore: Date) {
  const rows = await db.evidence.findMany({
    where: { signedAt: { lt: signedBefore }, receiptsPrunedAt: null },
    orderBy: [{ signedAt: 'asc' }, { runId: 'asc' }],
    select: {
      runId: true,
      connectorId: true,
      sequence: true,
      fileName: true,
      fileSha256: true,
      receipts: true,
    },
  });
  return rows.flatMap(({ fileSha256, receipts, ...row }) =>
    fileSha256 === null || receipts === null ? [] : [{ ...row, fileSha256, receipts }],
  );
}
export type PrunableEvidence = Awaited<ReturnType<typeof listPrunableEvidence>>[number];

export async function countReceipts(db: Database, runId: string): Promise<number> {
  return db.delivery.count({ where: { runId } });
}

/**
 * Deletes the next receipts of a run after `afterId`, and the items that nothing refers to any more;
 * their source ids stay known. What is held, what failed, and everything about an item of which a
 * part is, stays as it is (DESIGN 3.11).
 * @returns where to go on; null when nothing was left
 */
export async function deleteReceipts(
  db: Database,
  runId: string,
  { afterId, take }: { readonly afterId: string; readonly take: number },
): Promise<string | null> {
  return db.$transaction(async (transaction) => {
    const deleted = await transaction.$queryRaw<{ id: string; itemId: string }[]>`
      DELETE FROM deliveries WHERE id IN (
        SELECT id FROM deliveries AS receipt
        WHERE run_id = ${runId}::uuid AND id > ${afterId}::uuid
          AND state IN ('imported', 'partially-imported', 'skipped')
          AND NOT EXISTS (
            SELECT 1 FROM deliveries AS open
            WHERE open.item_id = receipt.item_id AND open.state IN ('pending', 'held', 'failed')
              AND open.resolved_at IS NULL)
        ORDER BY id LIMIT ${take})
      RETURNING id::text, item_id::text AS "itemId"`;
    const items = [...new Set(deleted.map(({ itemId }) => itemId))];
    // What came once is known for ever: later copies are duplicates (DESIGN 3.7).
    await transaction.$executeRaw`
      WITH gone AS (
        DELETE FROM items WHERE id = ANY(${items}::uuid[])
          AND NOT EXISTS (SELECT 1 FROM deliveries WHERE item_id = items.id)
          AND NOT EXISTS (SELECT 1 FROM replay_items WHERE item_id = items.id)
        RETURNING connector_id, source_item_id, state)
      INSERT INTO known_items (connector_id, source_item_id_sha256)
      SELECT DISTINCT connector_id, sha256(convert_to(source_item_id, 'UTF8')) FROM gone
      WHERE state <> 'skipped'
      ON CONFLICT DO NOTHING`;
    return deleted.reduce<string | null>(
      (last, { id }) => (last === null || id > last ? id : last),
      null,
    );
  });
}

export async function recordPruned(db: Database, runId: string, now: Date): Promise<void> {
  await db.evidence.update({
    where: { runId },
    data: { receiptsPrunedAt: now },
    select: { runId: true },
  });
}
