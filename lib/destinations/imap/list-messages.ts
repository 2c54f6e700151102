import type { DeliveredMessage, Folder } from '#lib/destinations/port.ts';
import { imapError } from '#lib/destinations/imap/errors.ts';
import { RUN_HEADER } from '#lib/destinations/imap/filed-message.ts';
import { openFolder, readMessages, searchHeader } from '#lib/destinations/imap/read-messages.ts';
import type { Session } from '#lib/destinations/imap/session.ts';
import type { SessionPool } from '#lib/destinations/imap/session-pool.ts';

/** Hashes and ids of so many are held at once; the messages themselves never are. */
const MESSAGES_PER_FETCH = 5_000;

/**
 * Everything a run filed in the folder. The connection is free for others while the caller looks at
 * what it was given.
 */
export async function* listMessages(
  pool: SessionPool,
  { mailbox, id: folderPath }: Folder,
  runId: string,
): AsyncGenerator<DeliveredMessage> {
  const { validity, uids } = await pool.use(mailbox, (session) =>
    search(session, folderPath, runId),
  );
  if (validity === undefined) return;
  for (let at = 0; at < uids.length; at += MESSAGES_PER_FETCH) {
    const fetched = uids.slice(at, at + MESSAGES_PER_FETCH);
    const messages = await pool.use(mailbox, async (session) => {
      // Created anew meanwhile: the UIDs mean other messages (RFC 3501 section 2.3.1.1).
      const opened = await openFolder(session, folderPath);
      if (opened?.validity !== validity) throw imapError('folder-missing');
      return readMessages(session, { validity, uids: fetched });
    });
    for (const { runId: ofRun, message } of messages) if (ofRun === runId) yield message;
  }
}

async function search(session: Session, folderPath: string, runId: string) {
  const folder = await openFolder(session, folderPath);
  if (folder === undefined) return { validity: undefined, uids: [] };
  return { validity: folder.validity, uids: await searchHeader(session, RUN_HEADER, [runId]) };
}
