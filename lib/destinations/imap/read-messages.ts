import { createHash } from 'node:crypto';
import type { DeliveredMessage } from '#lib/destinations/port.ts';
import { quotedFolderPath, quotedString } from '#lib/destinations/imap/command-arguments.ts';
import { imapError } from '#lib/destinations/imap/errors.ts';
import { readCustodyHeaders } from '#lib/destinations/imap/filed-message.ts';
import type { LiteralSink } from '#lib/destinations/imap/response-reader.ts';
import type { Session } from '#lib/destinations/imap/session.ts';
import { PortError } from '#lib/domain/errors.ts';

export type ReadMessage = { readonly runId: string; readonly message: DeliveredMessage };

/** Our headers are the first; an item's id among them may be long. */
const BEGINNING_BYTES = 16 * 1024;

/** RFC 3501 section 2.3.1.1: what UIDs of this folder mean, and which the next message gets. */
export type OpenedFolder = { readonly validity: string; readonly nextUid: string };

/** Opens the folder for reading, as it is now. @returns undefined when there is no such folder. */
export async function openFolder(
  session: Session,
  folderPath: string,
): Promise<OpenedFolder | undefined> {
  const quoted = quotedFolderPath(folderPath);
  // Section 6.3.1 lets a server leave them out, which says that it has no lasting UIDs.
  let validity = '0';
  let nextUid = '0';
  try {
    await session.run({
      about: 'open',
      parts: [`EXAMINE ${quoted}`],
      onResponse: ({ text }) => {
        validity = /^\* OK \[UIDVALIDITY (\d+)\]/i.exec(text)?.[1] ?? validity;
        nextUid = /^\* OK \[UIDNEXT (\d+)\]/i.exec(text)?.[1] ?? nextUid;
      },
    });
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    if (error.code === 'folder-missing') return undefined;
    // Dovecot does not say why. "Not there" is believed only when the folder is not listed either,
    // because what is not there is sent again.
    if (error.code === 'folder-refused' && !(await isListed(session, quoted))) return undefined;
    throw error.code === 'folder-refused'
      ? imapError('imap-server-fault', { cause: error })
      : error;
  }
  return { validity, nextUid };
}

async function isListed(session: Session, quoted: string): Promise<boolean> {
  let isThere = false;
  await session.run({
    about: 'read',
    parts: [`LIST "" ${quoted}`],
    onResponse: ({ text }) => {
      isThere ||= /^\* LIST /i.test(text);
    },
  });
  return isThere;
}

/** UIDs in the open folder of messages with one of these values in the header. */
export async function searchHeader(
  session: Session,
  name: string,
  values: readonly string[],
): Promise<readonly number[]> {
  const conditions = values.map((value) => `HEADER ${name} ${quotedString(value)}`);
  const anyOfThem = 'OR '.repeat(conditions.length - 1) + conditions.join(' ');
  const uids: number[] = [];
  await session.run({
    about: 'read',
    parts: [`UID SEARCH ${anyOfThem}`],
    onResponse: ({ text }) => {
      if (!/^\* SEARCH\b/i.test(text)) return;
      for (const uid of text.slice('* SEARCH'.length).trim().split(' ')) {
        if (uid !== '') uids.push(Number(uid));
      }
    },
  });
  return uids.sort((one, other) => one - other);
}

/** Reads messages of the open folder and keeps of each its hash and what our headers say. */
export async function readMessages(
  session: Session,
  { validity, uids }: { readonly validity: string; readonly uids: readonly number[] },
): Promise<readonly ReadMessage[]> {
  const messages: ReadMessage[] = [];
  await session.run({
    about: 'read',
    parts: [`UID FETCH ${uidSet(uids)} (UID BODY.PEEK[])`],
    openLiteral: () => new MessageDigest(),
    onResponse({ text, literals }) {
      const uid = /^\* \d+ FETCH \(.*\bUID (\d+)/i.exec(text)?.[1];
      const digest = literals.find((literal) => literal instanceof MessageDigest);
      if (uid === undefined || digest === undefined) return;
      const ours = readCustodyHeaders(digest.beginning());
      if (ours === undefined) return;
      const { deliveryKey, runId } = ours;
      const message = { deliveryKey, remoteId: `${validity}:${uid}`, sha256: digest.sha256() };
      messages.push({ runId, message });
    },
  });
  return messages;
}

/** Hashes a message as it arrives and remembers how it begins, so that none is held whole. */
class MessageDigest implements LiteralSink {
  readonly #hash = createHash('sha256');
  readonly #beginning: Buffer[] = [];
  #beginningBytes = 0;

  write(bytes: Buffer): void {
    this.#hash.update(bytes);
    if (this.#beginningBytes >= BEGINNING_BYTES) return;
    this.#beginning.push(bytes);
    this.#beginningBytes += bytes.length;
  }

  beginning(): Buffer {
    return Buffer.concat(this.#beginning);
  }

  sha256(): string {
    return this.#hash.digest('hex');
  }
}

/** `1:400,407` for sorted UIDs. */
function uidSet(uids: readonly number[]): string {
  const ranges: string[] = [];
  let first = 0;
  for (const [index, uid] of uids.entries()) {
    if (uids[index - 1] !== uid - 1) first = uid;
    if (uids[index + 1] !== uid + 1) ranges.push(first === uid ? `${uid}` : `${first}:${uid}`);
  }
  return ranges.join(',');
}
