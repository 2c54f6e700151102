import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openImapDestination } from '#lib/destinations/imap/adapter.ts';
import { imapDefinition } from '#lib/destinations/imap/definition.ts';
import type { ImapCredentials } from '#lib/destinations/imap/sign-in.ts';
import type { Destination } from '#lib/destinations/port.ts';

/** A server that signs in and refuses as Exchange Online does (FACTS 4.6), word for word. */
const MAILBOX = 'ida.holm@fjord.example';
const CAPABILITY =
  '* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR NAMESPACE UIDPLUS LITERAL+';
const NOT_CONNECTED = 'BAD User is authenticated but not connected.';

let server: Server;
let port: number;
let destination: Destination;
let replies: Record<string, string>;
let told: string[];

beforeEach(async () => {
  replies = {};
  told = [];
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('* OK The Microsoft Exchange IMAP4 service is ready.\r\n');
    socket.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) answer(socket, line);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  port = address.port;
});
afterEach(async () => {
  await destination.close();
  server.close();
});

function answer(socket: Socket, line: string): void {
  told.push(line);
  const [tag = '', command = ''] = line.split(' ');
  if (command === 'CAPABILITY') socket.write(`${CAPABILITY}\r\n`);
  socket.write(`${tag} ${replies[command] ?? 'OK done'}\r\n`);
}

function open(imapCredentials: ImapCredentials): void {
  const settings = imapDefinition.settings.parse({
    host: '127.0.0.1',
    port,
    security: 'none',
    authentication: 'xoauth2',
  });
  const { signal } = new AbortController();
  destination = openImapDestination(settings, { signal, imapCredentials });
}

it('signs in with a token as the mailbox', async () => {
  open({ getToken: () => Promise.resolve('token-1') });
  const folder = await destination.ensureFolder(MAILBOX, 'Telegram Archiver');

  expect(folder).toEqual({ mailbox: MAILBOX, id: 'Telegram Archiver' });
  const signIn = told.find((line) => line.includes('AUTHENTICATE')) ?? '';
  const [, , mechanism, initial = ''] = signIn.split(' ');
  expect(mechanism).toBe('XOAUTH2');
  expect(Buffer.from(initial, 'base64').toString()).toBe(
    `user=${MAILBOX}\x01auth=Bearer token-1\x01\x01`,
  );
});

it.each([
  [{ AUTHENTICATE: 'NO AUTHENTICATE failed.' }, 'sign-in-refused', 'reauthorize'],
  [{ NAMESPACE: NOT_CONNECTED }, 'sign-in-refused', 'reauthorize'],
  [{ STATUS: NOT_CONNECTED, CREATE: NOT_CONNECTED }, 'mailbox-refused', 'reject-item'],
  [{ STATUS: 'BAD Session invalidated - AccessTokenExpired' }, 'token-expired', 'retry'],
  [
    { STATUS: 'BAD Request is throttled. Suggested Backoff Time: 7000 milliseconds' },
    'imap-throttled',
    'retry',
  ],
])('takes the refusal %j for %s', async (refusals, code, disposition) => {
  replies = refusals;
  open({ getToken: () => Promise.resolve('token-1') });
  await expect(destination.ensureFolder(MAILBOX, 'Folder')).rejects.toMatchObject({
    code,
    disposition,
  });
});

it('says when the deployment has no application for it', async () => {
  open({});
  await expect(destination.ensureFolder(MAILBOX, 'Folder')).rejects.toMatchObject({
    code: 'imap-credentials-missing',
    disposition: 'fix-settings',
  });
  expect(told).toEqual([]);
});

it('finds nobody at a port where nobody listens', async () => {
  server.close();
  await once(server, 'close');
  open({ getToken: () => Promise.resolve('token-1') });
  await expect(destination.ensureFolder(MAILBOX, 'Folder')).rejects.toMatchObject({
    code: 'unreachable',
    disposition: 'retry',
  });
});
