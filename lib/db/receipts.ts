import type { Database } from '#lib/db/client.ts';

/** How many messages a run's receipts say are in mailboxes. */
export async function countImportedReceipts(db: Database, runId: string): Promise<number> {
  return db.delivery.count({ where: { runId, state: 'imported' } });
}

/** Mailboxes into which a run imported something, each with the folders it used. */
export async function listImportedMailboxes(db: Database, runId: string) {
  return db.$queryRaw<{ mailbox: string; folderIds: readonly string[] }[]>`
    SELECT mailbox, array_agg(DISTINCT folder_id) AS "folderIds" FROM deliveries
    WHERE run_id = ${runId}::uuid AND state = 'imported'
      AND mailbox IS NOT NULL AND folder_id IS NOT NULL
    GROUP BY mailbox ORDER BY mailbox`;
}

/** What a mailbox must hold of a run. */
export async function listReceiptsOfMailbox(db: Database, runId: string, mailbox: string) {
  return db.$queryRaw<{ sourceItemId: string; sha256: string; eventAt: Date | null }[]>`
    SELECT items.source_item_id AS "sourceItemId", items.event_at AS "eventAt",
      coalesce(deliveries.delivered_sha256, items.sha256) AS sha256
    FROM deliveries JOIN items ON items.id = deliveries.item_id
    WHERE deliveries.run_id = ${runId}::uuid AND deliveries.mailbox = ${mailbox}
      AND deliveries.state = 'imported'`;
}
