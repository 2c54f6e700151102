import type { Database } from '#lib/db/client.ts';
import { listImportedMailboxes, listReceiptsOfMailbox } from '#lib/db/receipts.ts';
import { deliveryKey } from '#lib/domain/items/delivery-key.ts';
import type { MailboxReceipts } from '#lib/operations/read-back/read-mailbox-back.ts';

/** A run's receipts from its rows, mailbox by mailbox: one mailbox's are held at a time. */
export async function* receiptsInDatabase(
  db: Database,
  run: { readonly id: string; readonly connector: { readonly id: string } },
): AsyncGenerator<MailboxReceipts> {
  for (const { mailbox, folderIds } of await listImportedMailboxes(db, run.id)) {
    const rows = await listReceiptsOfMailbox(db, run.id, mailbox);
    const receipts = rows.map((row) => ({
      ...row,
      deliveryKey: deliveryKey(run.connector.id, row.sourceItemId, mailbox),
    }));
    yield { mailbox, folderIds, receipts };
  }
}
