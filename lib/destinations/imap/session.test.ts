import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSession, type Session } from '#lib/destinations/imap/session.ts';

/** A server whose every byte the test writes itself. */
let server: Server;
let remote: Socket;
let session: Session;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  remote.destroy();
  session.close();
  server.close();
});

async function start(...capabilities: string[]): Promise<void> {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const socket = connect(address.port, '127.0.0.1');
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  remote = await accepted;
  session = openSession({
    socket,
    traits: {
      capabilities: new Set(capabilities),
      appendLimitBytes: Infinity,
      namespace: { prefix: '', delimiter: '/' },
    },
  });
}

/** Waits until the server was sent exactly this. */
async function sent(expected: string): Promise<void> {
  let received = '';
  while (received.length < expected.length) {
    const chunk: unknown = remote.read() ?? (await once(remote, 'readable'), remote.read());
    if (Buffer.isBuffer(chunk)) received += chunk.toString('latin1');
  }
  expect(received).toBe(expected);
}

const append = (text: string) =>
  session.run({ about: 'append', parts: ['APPEND "F" ', { literal: [Buffer.from(text)] }] });

describe('a session', () => {
  it('sends commands without waiting for answers and pairs the answers by tag', async () => {
    await start('LITERAL+');
    const results = Promise.allSettled([append('one'), append('two'), append('three')]);
    await sent(
      'c1 APPEND "F" {3+}\r\none\r\nc2 APPEND "F" {3+}\r\ntwo\r\nc3 APPEND "F" {5+}\r\nthree\r\n',
    );
    remote.write('c2 NO [OVERQUOTA] full\r\nc3 OK third\r\n* 3 EXISTS\r\nc1 OK first\r\n');
    expect(await results).toMatchObject([
      { value: 'first' },
      { reason: { code: 'mailbox-full', isInDoubt: false } },
      { value: 'third' },
    ]);
  });

  it('waits before a literal for the permission of a server that asks for it', async () => {
    await start();
    const results = [append('one'), append('two')];
    await sent('c1 APPEND "F" {3}\r\n');
    remote.write('+ go on\r\n');
    await sent('one\r\nc2 APPEND "F" {3}\r\n');
    // An answer to the first is no permission for the second.
    remote.write('c1 OK first\r\n');
    await expect(results[0]).resolves.toBe('first');
    remote.write('+\r\n');
    await sent('two\r\n');
    remote.write('c2 OK second\r\n');
    await expect(results[1]).resolves.toBe('second');
  });

  it('sends nothing of a literal that was refused beforehand', async () => {
    await start();
    const results = Promise.allSettled([append('secret'), append('two')]);
    await sent('c1 APPEND "F" {6}\r\n');
    remote.write('c1 NO [TOOBIG] no\r\n');
    await sent('c2 APPEND "F" {3}\r\n');
    remote.write('+\r\n');
    await sent('two\r\n');
    remote.write('c2 OK second\r\n');
    expect(await results).toMatchObject([
      { reason: { code: 'message-too-large' } },
      { value: 'second' },
    ]);
  });

  it('sends to the end what a server without need of permission refuses early', async () => {
    await start('LITERAL+');
    const large = 'a'.repeat(3_000_000);
    const result = append(large);
    const refused = expect(result).rejects.toMatchObject({ code: 'mailbox-full' });
    await once(remote, 'readable');
    remote.write('c1 NO [OVERQUOTA] full\r\n');
    await sent(`c1 APPEND "F" {3000000+}\r\n${large}\r\n`);
    await refused;
  });

  it('uses LITERAL- for small literals only', async () => {
    await start('LITERAL-');
    const results = [append('a'.repeat(4096)), append('b'.repeat(4097))];
    await sent(`c1 APPEND "F" {4096+}\r\n${'a'.repeat(4096)}\r\nc2 APPEND "F" {4097}\r\n`);
    remote.write('c1 OK\r\n+\r\n');
    await sent(`${'b'.repeat(4097)}\r\n`);
    remote.write('c2 OK second\r\n');
    await expect(Promise.all(results)).resolves.toEqual(['', 'second']);
  });

  it('is in doubt about what was sent when the connection ends, and not about what was not', async () => {
    await start();
    const results = Promise.allSettled([append('one'), append('two')]);
    await sent('c1 APPEND "F" {3}\r\n');
    remote.destroy();
    expect(await results).toMatchObject([
      { reason: { code: 'connection-lost', disposition: 'retry', isInDoubt: true } },
      { reason: { code: 'connection-lost', disposition: 'retry', isInDoubt: false } },
    ]);
    expect(session.isOpen()).toBe(false);
    await expect(append('three')).rejects.toMatchObject({ isInDoubt: false });
  });

  it('says why the server said good-bye', async () => {
    await start('LITERAL+');
    const result = append('one');
    await sent('c1 APPEND "F" {3+}\r\none\r\n');
    remote.end('* BYE [UNAVAILABLE] Shutting down\r\n');
    await expect(result).rejects.toMatchObject({ code: 'imap-unavailable', isInDoubt: true });
  });
});
