import { openImapDestination } from '#lib/destinations/imap/adapter.ts';
import { imapDefinition } from '#lib/destinations/imap/definition.ts';
import type { Destination } from '#lib/destinations/port.ts';

type DovecotAccount = {
  readonly port: number;
  readonly password: string;
  readonly connections?: number;
  readonly signal?: AbortSignal;
  readonly quietMs?: number;
};

/** The mailboxes of a Dovecot as a destination, opened by its master user. */
export function openDovecotDestination({
  port,
  password,
  connections = 8,
  signal = new AbortController().signal,
  quietMs = 100,
}: DovecotAccount): Destination {
  const settings = imapDefinition.settings.parse({
    host: '127.0.0.1',
    port,
    security: 'none',
    authentication: 'password',
    userName: '{mailbox}*admin',
    connections,
  });
  return openImapDestination(settings, {
    signal,
    imapCredentials: { password },
    imapQuietMs: quietMs,
  });
}
