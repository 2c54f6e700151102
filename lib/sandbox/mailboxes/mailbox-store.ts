import { openAttachments, type Attachments } from '#lib/sandbox/mailboxes/attachments.ts';
import { openMailboxDatabase } from '#lib/sandbox/mailboxes/database.ts';
import { openFolders, type Folders } from '#lib/sandbox/mailboxes/folders.ts';
import { openMessages, type Messages } from '#lib/sandbox/mailboxes/messages.ts';
import { openUploads, type Uploads } from '#lib/sandbox/mailboxes/uploads.ts';

/** The sample mailboxes. A mailbox is named by its person's object id. */
export type MailboxStore = {
  readonly folders: Folders;
  readonly messages: Messages;
  readonly attachments: Attachments;
  readonly uploads: Uploads;
  /**
   * All that `work` changes, or nothing of it when it throws. Within another it is a part of that
   * one, so that what may be refused has to be refused before the first change.
   */
  atomically<Result>(work: () => Result): Result;
  close(): void;
};

/** @param file created when absent; or an address that SQLite knows, such as `:memory:` */
export function openMailboxStore(file: string): MailboxStore {
  const database = openMailboxDatabase(file);

  function atomically<Result>(work: () => Result): Result {
    // A savepoint for each part of a batch would keep a copy of every page that the part changes.
    if (database.isTransaction) return work();
    database.exec('BEGIN');
    try {
      const result = work();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }

  return {
    folders: openFolders(database),
    messages: openMessages(database),
    attachments: openAttachments(database),
    uploads: openUploads(database),
    atomically,
    close: () => {
      database.close();
    },
  };
}
