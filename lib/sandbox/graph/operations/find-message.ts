import type { GraphContext } from '#lib/sandbox/graph/graph-context.ts';
import { itemNotFound } from '#lib/sandbox/graph/graph-error.ts';
import { parseObjectId } from '#lib/sandbox/graph/operations/object-id.ts';
import type { StoredMessage } from '#lib/sandbox/mailboxes/messages.ts';

/** A message by either of its ids. @throws {GraphError} */
export function findMessage(
  { store }: GraphContext,
  mailbox: string,
  messageText: string,
): StoredMessage {
  const message = store.messages.find(mailbox, parseObjectId('message', mailbox, messageText));
  if (message === undefined) throw itemNotFound();
  return message;
}
