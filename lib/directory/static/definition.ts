import { z } from 'zod';

/** A list of mailboxes in a file, for an IMAP server without a directory that could be asked. */
export const staticDirectoryDefinition = {
  kind: 'static',
  settings: z.object({
    /** Absolute path, on every machine with a worker; parse-mailbox-list.ts says what is in it. */
    file: z.string().min(1),
  }),
} as const;

export type StaticDirectorySettings = z.output<typeof staticDirectoryDefinition.settings>;
