import { GraphError } from '#lib/sandbox/graph/graph-error.ts';
import type { MailboxStore } from '#lib/sandbox/mailboxes/mailbox-store.ts';
import type { Organisation, Person } from '#lib/sandbox/organisation/organisation.ts';

/** What the operations work on. */
export type GraphContext = {
  readonly organisation: Organisation;
  readonly store: MailboxStore;
  /** Origin and path before `/v1.0/…`, without a slash at the end. */
  readonly graphUrl: string;
};

/** Somebody by object id or sign-in name; other addresses are no key here. @throws {GraphError} 404 */
export function getPerson({ organisation }: GraphContext, text: string): Person {
  const wanted = text.toLowerCase();
  const person = [...organisation.people, ...(organisation.otherAccounts ?? [])].find(
    ({ id, address }) => id === wanted || address === wanted,
  );
  if (person !== undefined) return person;
  if (!text.includes('@')) {
    throw new GraphError(404, 'ResourceNotFound', `Resource '${text}' does not exist.`);
  }
  throw new GraphError(404, 'ErrorInvalidUser', `The requested user '${text}' is invalid.`);
}

/** The object id of somebody who has a mailbox. @throws {GraphError} 404 */
export function getMailbox(context: GraphContext, text: string): string {
  const person = getPerson(context, text);
  if (person.hasMailbox) return person.id;
  throw new GraphError(
    404,
    'MailboxNotEnabledForRESTAPI',
    'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
  );
}

/** The time now as Graph writes it: UTC in whole seconds. */
export function graphTime(time: Date = new Date()): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
