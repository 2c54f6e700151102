import { openAttachments, type Attachments } from '#lib/sandbox/mailboxes/attachments.ts';
import { openMailboxDatabase } from '#lib/sandbox/mailboxes/database.ts';
import {
  openExtendedProperties,
  type ExtendedProperties,
} from '#lib/sandbox/mailboxes/extended-properties.ts';
import { openFolders, type Folders } from '#lib/sandbox/mailboxes/folders.ts';
import { openMessages, type Messages } from '#lib/sandbox/mailboxes/messages.ts';
import { openUploads, type Uploads } from '#lib/sandbox/mailboxes/uploads.ts';

/** The sample mailboxes. A mailbox is named by its person's object id. */
export type MailboxStore = {
  readonly folders: Folders;
  readonly messages: Messages;
  readonly properties: ExtendedProperties;
  readonly attachments: Attachments;
  readonly uploads: Uploads;
  /** All that `work` changes, or nothing of it when it throws; may be nested. */
  atomically<Result>(work: () => Result): Result;
  close(): void;
};

/** @param file created when absent */
export function openMailboxStore(file: string): MailboxStore {
  const database = openMailboxDatabase(file);
  let depth = 0;

  function atomically<Result>(work: () => Result): Result {
    const savepoint = `level_${depth}`;
    database.exec(`SAVEPOINT ${savepoint}`);
    depth += 1;
    try {
      const result = work();
      database.exec(`RELEASE ${savepoint}`);
      return result;
    } catch (error) {
      database.exec(`ROLLBACK TO ${savepoint}`);
      database.exec(`RELEASE ${savepoint}`);
      throw error;
    } finally {
      depth -= 1;
    }
  }

  return {
    folders: openFolders(database),
    messages: openMessages(database),
    properties: openExtendedProperties(database),
    attachments: openAttachments(database),
    uploads: openUploads(database),
    atomically,
    close: () => {
      database.close();
    },
  };
}
