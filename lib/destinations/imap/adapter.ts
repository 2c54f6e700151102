import type { Destination, OpenDestination } from '#lib/destinations/port.ts';
import type { ImapMeter } from '#lib/destinations/imap/count-commands.ts';
import { createConnect } from '#lib/destinations/imap/connect.ts';
import type { ImapSettings } from '#lib/destinations/imap/definition.ts';
import { deliverMessages } from '#lib/destinations/imap/deliver-messages.ts';
import { ensureFolder } from '#lib/destinations/imap/ensure-folder.ts';
import { fileMessage } from '#lib/destinations/imap/filed-message.ts';
import { findSettledMessages } from '#lib/destinations/imap/find-messages.ts';
import { listMessages } from '#lib/destinations/imap/list-messages.ts';
import { openSessionPool } from '#lib/destinations/imap/session-pool.ts';
import type { ImapCredentials } from '#lib/destinations/imap/sign-in.ts';

export type ImapOptions = OpenDestination & {
  /** Absent where the deployment has none: every sign-in is refused with `imap-credentials-missing`. */
  readonly imapCredentials?: ImapCredentials;
  /** How long a folder must have stood still before `findDelivered` says that something is missing. */
  readonly imapQuietMs?: number;
  readonly imapMeter?: ImapMeter;
};

const QUIET_MS = 2_000;
/** Larger ones are hardly faster, and leave more in doubt when a connection breaks. */
const MESSAGES_PER_BATCH = 100;

/**
 * Opens an IMAP server as a destination; connections are made when they are needed. `remoteId` is
 * `<uidvalidity>:<uid>`, a folder's id its path, `sha256` that of the bytes in the mailbox.
 */
export function openImapDestination(settings: ImapSettings, options: ImapOptions): Destination {
  const { signal, imapCredentials: credentials = {}, imapQuietMs: quietMs = QUIET_MS } = options;
  const { connections } = settings;
  const connect = createConnect({ settings, credentials, signal }, options.imapMeter);
  const pool = openSessionPool({ connect, connections, signal });
  return {
    messagesPerBatch: MESSAGES_PER_BATCH,
    async ensureFolder(mailbox, name) {
      const id = await pool.use(mailbox, (session) => ensureFolder(session, name));
      return { mailbox, id };
    },
    deliver({ mailbox, id }, messages) {
      const filed = messages.map(fileMessage);
      return pool.use(mailbox, (session) => deliverMessages(session, id, filed));
    },
    findDelivered: ({ mailbox, id: folderPath }, deliveryKeys) =>
      pool.use(mailbox, (session) =>
        findSettledMessages(session, { folderPath, deliveryKeys, quietMs, signal }),
      ),
    listDelivered: (folder, runId) => listMessages(pool, folder, runId),
    close() {
      pool.close();
      return Promise.resolve();
    },
  };
}
