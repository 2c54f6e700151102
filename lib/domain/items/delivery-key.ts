import { hash } from 'node:crypto';

/**
 * The key of one item for one mailbox, stored with the message. It is made from what the source says
 * and not from a row's id, so that it is the same after a retry, a second run or a restored backup.
 */
export function deliveryKey(connectorId: string, sourceItemId: string, mailbox: string): string {
  return hash('sha256', JSON.stringify([connectorId, sourceItemId, mailbox]), 'base64url');
}
