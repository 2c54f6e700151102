import { z } from 'zod';
import { concurrency, port } from '#lib/config/variable-types.ts';

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/** The variables of an IMAP server in place of the tenant's mailboxes; lib/config/env.ts parses them. */
export const imapVariables = {
  IMAP_HOST: z.string().min(1).max(253).optional(),
  IMAP_PORT: port.default(993),
  IMAP_SECURITY: z
    .enum(['tls', 'starttls', 'none'], 'expected tls, starttls, or, on this machine, none')
    .default('tls'),
  IMAP_AUTHENTICATION: z
    .enum(['password', 'xoauth2'], 'expected password or xoauth2')
    .default('password'),
  IMAP_USER_NAME: z
    .string()
    .max(320)
    .refine((name) => name.split('{mailbox}').length === 2, 'expected {mailbox} once')
    .default('{mailbox}'),
  IMAP_CONNECTIONS: concurrency.default(16),
  /** Opens every mailbox of a server that takes a password; Exchange Online takes tokens. */
  IMAP_PASSWORD: z.string().min(1).optional(),
} as const;

/** What a connector keeps of its destination; the kind's own schema is in lib/destinations. */
export type DestinationSettings = {
  readonly kind: 'graph' | 'imap';
  readonly settings: Readonly<Record<string, string | number | boolean>>;
};

type ImapValues = z.infer<z.ZodObject<typeof imapVariables>>;

/** Why the values do not go together, as lines for EnvError; empty: they do. */
export function destinationProblems(values: ImapValues): readonly string[] {
  if (values.IMAP_HOST === undefined) return [];
  const problems: string[] = [];
  if (values.IMAP_SECURITY === 'none' && !LOOPBACK_HOSTS.has(values.IMAP_HOST)) {
    problems.push('IMAP_SECURITY: expected tls or starttls, because the server is another machine');
  }
  if (values.IMAP_AUTHENTICATION === 'password' && values.IMAP_PASSWORD === undefined) {
    problems.push('IMAP_PASSWORD: expected, because IMAP_AUTHENTICATION is password');
  }
  return problems;
}

/** An IMAP server when one is named, else the mailboxes of the tenant. */
export function destinationSettings(values: ImapValues): DestinationSettings {
  if (values.IMAP_HOST === undefined) return { kind: 'graph', settings: {} };
  return {
    kind: 'imap',
    settings: {
      host: values.IMAP_HOST,
      port: values.IMAP_PORT,
      security: values.IMAP_SECURITY,
      authentication: values.IMAP_AUTHENTICATION,
      userName: values.IMAP_USER_NAME,
      connections: values.IMAP_CONNECTIONS,
    },
  };
}
