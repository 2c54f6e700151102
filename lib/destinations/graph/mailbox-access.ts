import { PortError } from '#lib/domain/errors.ts';
import type { GraphClient } from '#lib/microsoft-graph/graph-client.ts';
import { tryMailbox } from '#lib/microsoft-graph/try-mailbox.ts';

/** Mailboxes that are asked whether the application still gets in anywhere, best first. */
export type ListWitnesses = () => Promise<readonly string[]>;

export type MailboxAccess = {
  /**
   * Does the work in the mailbox. @throws {PortError} `mailbox-out-of-scope` (reject-item) when this
   * mailbox alone is closed; `graph-access-denied` (reauthorize) when all of them are
   */
  within<Result>(mailbox: string, work: () => Promise<Result>): Promise<Result>;
};

const MOST_OPENED = 5;

/**
 * Tells a mailbox that is outside the application's scope from a consent that was withdrawn. Graph
 * answers both with 403 `ErrorAccessDenied`, and the token says nothing of a scope that Exchange Online
 * keeps (FACTS 4.7); so another mailbox is asked, with the token of the moment: docs/decisions/0025.
 */
export function createMailboxAccess(
  client: GraphClient,
  listWitnesses: ListWitnesses,
): MailboxAccess {
  /** Which the application got into lately; the latest last. */
  const opened = new Set<string>();

  /** @throws {PortError} when nobody refused, and somebody could not be asked */
  async function isOtherOpen(mailbox: string): Promise<boolean> {
    let unanswered: PortError | undefined;
    for (const witness of new Set([...[...opened].reverse(), ...(await listWitnesses())])) {
      if (witness === mailbox) continue;
      try {
        await tryMailbox(client, witness);
        return true;
      } catch (error) {
        if (!(error instanceof PortError)) throw error;
        opened.delete(witness);
        if (error.disposition === 'retry') unanswered = error;
      }
    }
    if (unanswered !== undefined) throw unanswered;
    return false;
  }

  return {
    async within(mailbox, work) {
      try {
        const result = await work();
        opened.delete(mailbox);
        opened.add(mailbox);
        const [oldest] = opened;
        if (opened.size > MOST_OPENED && oldest !== undefined) opened.delete(oldest);
        return result;
      } catch (error) {
        if (!(error instanceof PortError) || error.code !== 'graph-access-denied') throw error;
        opened.delete(mailbox);
        if (!(await isOtherOpen(mailbox))) throw error;
        throw new PortError('mailbox-out-of-scope', 'reject-item', { cause: error });
      }
    },
  };
}
