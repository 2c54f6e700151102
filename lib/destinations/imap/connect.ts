import { countCommands, type ImapMeter } from '#lib/destinations/imap/count-commands.ts';
import { imapError } from '#lib/destinations/imap/errors.ts';
import { openSession, type Session } from '#lib/destinations/imap/session.ts';
import { type ImapAccount, signIn } from '#lib/destinations/imap/sign-in.ts';
import { PortError } from '#lib/domain/errors.ts';

/** Refusals with which servers mean the password, or this mailbox, and do not say which. */
const AMBIGUOUS: ReadonlySet<string> = new Set(['sign-in-refused', 'mailbox-refused']);

/**
 * Returns a function that signs in to a mailbox.
 *
 * A refusal holds this mailbox's messages back (`mailbox-refused`) only when the mailbox that was let
 * in before still is. When it no longer is, or none ever was, the whole import waits for an admin
 * (`sign-in-refused`): messages are not given up because a password has changed.
 */
export function createConnect(
  account: ImapAccount,
  meter?: ImapMeter,
): (mailbox: string) => Promise<Session> {
  let witness: string | undefined;

  async function isWitnessLetIn(mailbox: string): Promise<boolean> {
    if (witness === undefined || witness === mailbox) return false;
    try {
      openSession(await signIn(account, witness)).close();
      return true;
    } catch {
      return false;
    }
  }

  return async (mailbox) => {
    try {
      const session = countCommands(openSession(await signIn(account, mailbox)), meter);
      witness = mailbox;
      return session;
    } catch (cause) {
      if (!(cause instanceof PortError) || !AMBIGUOUS.has(cause.code)) throw cause;
      const isThisOneAlone = await isWitnessLetIn(mailbox);
      throw imapError(isThisOneAlone ? 'mailbox-refused' : 'sign-in-refused', { cause });
    }
  };
}
