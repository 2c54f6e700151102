import { z } from 'zod';

/** Where the mailbox's name goes in the name that signs in. */
export const MAILBOX_PLACEHOLDER = '{mailbox}';

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

const settings = z
  .object({
    host: z.string().trim().min(1).max(253),
    port: z.int().min(1).max(65_535),
    security: z.enum(['tls', 'starttls', 'none']),
    /** PEM of the authority that signed the server's certificate, when it is not a public one. */
    certificateAuthority: z.string().startsWith('-----BEGIN CERTIFICATE-----').optional(),
    /**
     * `xoauth2`: an app-only token of Microsoft Entra ID, as Exchange Online asks for (FACTS 4.6).
     * `password`: one password that opens every mailbox (a master user).
     */
    authentication: z.enum(['xoauth2', 'password']),
    /** The name that signs in: `{mailbox}`, or `{mailbox}*archive` for Dovecot's master users. */
    userName: z
      .string()
      .max(320)
      .refine((value) => value.split(MAILBOX_PLACEHOLDER).length === 2, {
        error: 'expected {mailbox} once',
      })
      .default(MAILBOX_PLACEHOLDER),
    /** Connections at once, over all mailboxes. */
    connections: z.int().min(1).max(64).default(16),
  })
  .refine(({ security, host }) => security !== 'none' || LOOPBACK_HOSTS.has(host), {
    error: 'without encryption only on this machine',
    path: ['security'],
  });

/**
 * Any IMAP server, Exchange Online included. The password and the application that gets tokens belong
 * to the deployment and not to a connector.
 */
export const imapDefinition = { kind: 'imap', settings } as const;

export type ImapSettings = z.output<typeof imapDefinition.settings>;
