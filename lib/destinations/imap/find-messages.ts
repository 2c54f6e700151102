import { setTimeout as sleep } from 'node:timers/promises';
import type { DeliveredMessage } from '#lib/destinations/port.ts';
import { DELIVERY_KEY_HEADER } from '#lib/destinations/imap/filed-message.ts';
import {
  openFolder,
  type OpenedFolder,
  readMessages,
  searchHeader,
} from '#lib/destinations/imap/read-messages.ts';
import type { Session } from '#lib/destinations/imap/session.ts';

/** Twenty conditions make a line of some 1,500 characters; servers take 8,000 (RFC 7162 section 4). */
const KEYS_PER_SEARCH = 20;
/** Somebody else may be filing into the folder all the time. */
const ROUNDS = 15;

type FindSettled = {
  readonly folderPath: string;
  readonly deliveryKeys: readonly string[];
  /** How long the folder must have stood still before a message counts as not there. */
  readonly quietMs: number;
  readonly signal: AbortSignal;
};

/**
 * The messages with these delivery keys, once nothing more can come of a connection that was lost: a
 * server goes on with the commands it has received (Dovecot with each of a row of APPENDs), and what
 * it files after the question would be sent again.
 */
export async function findSettledMessages(
  session: Session,
  { folderPath, deliveryKeys, quietMs, signal }: FindSettled,
): Promise<ReadonlyMap<string, DeliveredMessage>> {
  const wanted = new Set(deliveryKeys);
  let folder = await openFolder(session, folderPath);
  let found = await search(session, folder, [...wanted]);
  for (let round = 0; round < ROUNDS && found.size < wanted.size; round += 1) {
    await sleep(quietMs, undefined, { signal });
    const later = await openFolder(session, folderPath);
    if (later?.nextUid === folder?.nextUid) break;
    folder = later;
    found = await search(session, folder, [...wanted]);
  }
  return found;
}

/** The messages with these delivery keys, as the folder is now. */
export async function findMessages(
  session: Session,
  folderPath: string,
  deliveryKeys: readonly string[],
): Promise<ReadonlyMap<string, DeliveredMessage>> {
  return search(session, await openFolder(session, folderPath), deliveryKeys);
}

/**
 * One that only looks as if, because its sender made up our header, is not among them: what counts is
 * the first header of the name, which we wrote.
 */
async function search(
  session: Session,
  folder: OpenedFolder | undefined,
  deliveryKeys: readonly string[],
): Promise<ReadonlyMap<string, DeliveredMessage>> {
  const found = new Map<string, DeliveredMessage>();
  if (folder === undefined) return found;
  const { validity } = folder;
  const wanted = new Set(deliveryKeys);
  for (let at = 0; at < deliveryKeys.length; at += KEYS_PER_SEARCH) {
    const keys = deliveryKeys.slice(at, at + KEYS_PER_SEARCH);
    const uids = await searchHeader(session, DELIVERY_KEY_HEADER, keys);
    if (uids.length === 0) continue;
    for (const { message } of await readMessages(session, { validity, uids })) {
      const { deliveryKey } = message;
      if (wanted.has(deliveryKey) && !found.has(deliveryKey)) found.set(deliveryKey, message);
    }
  }
  return found;
}
