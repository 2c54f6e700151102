import type { Session } from '#lib/destinations/imap/session.ts';
import { PortError } from '#lib/domain/errors.ts';

/** Told of each command that was answered. @param outcome `ok`, or the code of what was refused */
export type ImapMeter = (outcome: string) => void;

/** The session, with its commands counted for whoever watches the process by machine. */
export function countCommands(session: Session, count: ImapMeter | undefined): Session {
  if (count === undefined) return session;
  return {
    ...session,
    run: async (command) => {
      try {
        const text = await session.run(command);
        count('ok');
        return text;
      } catch (error) {
        count(error instanceof PortError ? error.code : 'failed');
        throw error;
      }
    },
  };
}
