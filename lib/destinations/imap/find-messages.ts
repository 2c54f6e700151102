import type { DeliveredMessage } from '#lib/destinations/port.ts';
import { DELIVERY_KEY_HEADER } from '#lib/destinations/imap/filed-message.ts';
import { openFolder, readMessages, searchHeader } from '#lib/destinations/imap/read-messages.ts';
import type { Session } from '#lib/destinations/imap/session.ts';

/** Twenty conditions make a line of some 1,500 characters; servers take 8,000 (RFC 7162 section 4). */
const KEYS_PER_SEARCH = 20;

/**
 * The messages with these delivery keys. One that only looks as if, because its sender made up our
 * header, is not among them: what counts is the first header of the name, which we wrote.
 */
export async function findMessages(
  session: Session,
  folderPath: string,
  deliveryKeys: readonly string[],
): Promise<ReadonlyMap<string, DeliveredMessage>> {
  const found = new Map<string, DeliveredMessage>();
  const wanted = new Set(deliveryKeys);
  const validity = await openFolder(session, folderPath);
  if (validity === undefined) return found;
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
