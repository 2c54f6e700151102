import { z } from 'zod';

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
  }),
  secrets: z.object({ username: z.string().min(1), password: z.string().min(1) }),
} as const;

export type SftpSettings = z.infer<typeof sftpDefinition.settings>;
export type SftpSecrets = z.infer<typeof sftpDefinition.secrets>;
