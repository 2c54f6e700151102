import { z } from 'zod';
import { parseMailboxList } from '#lib/directory/static/parse-mailbox-list.ts';

/** Some 30,000 mailboxes. */
const LONGEST_LIST = 1_000_000;

/** A list of mailboxes, for an IMAP server without a directory that could be asked. */
export const staticDirectoryDefinition = {
  kind: 'static',
  settings: z.object({
    /** The text of parse-mailbox-list.ts; read when the settings are. */
    list: z
      .string()
      .max(LONGEST_LIST)
      .transform((text, context) => {
        const { mailboxes, invalidLines } = parseMailboxList(text);
        const [line] = invalidLines;
        if (line !== undefined) context.addIssue(`line ${line}: no e-mail address`);
        if (mailboxes.length === 0) context.addIssue('no mailbox');
        return mailboxes;
      }),
  }),
} as const;

export type StaticDirectorySettings = z.output<typeof staticDirectoryDefinition.settings>;
