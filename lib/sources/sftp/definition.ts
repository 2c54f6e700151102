import { z } from 'zod';
import { afterImportSchema } from '#lib/domain/connectors/after-import.ts';

/** Packages on an SFTP server, as TeleMessage delivers them (FACTS 3.2). */
export const sftpDefinition = {
  kind: 'sftp',
  settings: z.object({
    host: z.string().trim().min(1).max(253),
    port: z.int().min(1).max(65_535),
    directory: z.string().min(1).max(1_000),
    /** `SHA256:…` as OpenSSH prints it. Once known, a server with another key is refused. */
    hostKeySha256: z
      .string()
      .regex(/^SHA256:[A-Za-z0-9+/]{43}$/)
      .optional(),
    afterImport: afterImportSchema,
  }),
  secrets: z.object({ username: z.string().min(1), password: z.string().min(1) }),
} as const;

/** What the adapter needs; what happens after an import is decided outside it. */
export type SftpSettings = Omit<z.infer<typeof sftpDefinition.settings>, 'afterImport'>;
export type SftpSecrets = z.infer<typeof sftpDefinition.secrets>;
