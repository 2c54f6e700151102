import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DovecotServer, findDovecot, startDovecot } from '#e2e/servers/dovecot.ts';
import { createMessage } from '#lib/destinations/contract.ts';
import { openImapDestination } from '#lib/destinations/imap/adapter.ts';
import { imapDefinition } from '#lib/destinations/imap/definition.ts';
import type { Destination } from '#lib/destinations/port.ts';

const MAILBOX = 'ida.holm@fjord.example';
const isInstalled = findDovecot() !== undefined;

if (!isInstalled) it.skip('needs Dovecot: install the package dovecot-imapd', () => undefined);

describe.skipIf(!isInstalled)('with a server that asks for STARTTLS', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'custody-certificate-'));
  const certificateFile = path.join(home, 'certificate.pem');
  const keyFile = path.join(home, 'key.pem');
  let server: DovecotServer;
  let opened: Destination[] = [];

  beforeAll(async () => {
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const files = ['-keyout', keyFile, '-out', certificateFile];
    // Dovecot's own package depends on it.
    execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, ...subject, ...files], {
      stdio: 'ignore',
    });
    server = await startDovecot({ certificate: { certificateFile, keyFile } });
  });
  afterEach(async () => {
    for (const destination of opened) await destination.close();
    opened = [];
  });
  afterAll(async () => {
    await server.stop();
    rmSync(home, { recursive: true });
  });

  function open(changes: Record<string, unknown>): Destination {
    const settings = imapDefinition.settings.parse({
      host: 'localhost',
      port: server.port,
      security: 'starttls',
      authentication: 'password',
      certificateAuthority: readFileSync(certificateFile, 'utf8'),
      ...changes,
    });
    const { signal } = new AbortController();
    const destination = openImapDestination(settings, { signal, imapCredentials: server });
    opened.push(destination);
    return destination;
  }

  it('delivers over the encrypted connection', async () => {
    const destination = open({});
    const folder = await destination.ensureFolder(MAILBOX, 'Encrypted');
    const messages = Array.from({ length: 30 }, () => createMessage());
    const outcomes = await destination.deliver(folder, messages);
    expect(new Set(outcomes.map(({ state }) => state))).toEqual(new Set(['delivered']));
    const listed = await Array.fromAsync(destination.listDelivered(folder, 'run-1'));
    expect(listed.length).toBe(30);
  });

  it.each([
    ['no authority vouches for it', { certificateAuthority: undefined }, 'certificate-refused'],
    ['it is of another host', { host: '127.0.0.1' }, 'certificate-refused'],
    ['it does not begin with TLS', { security: 'tls' }, 'encryption-failed'],
  ])('is refused when %s', async (_, changes, code) => {
    await expect(open(changes).ensureFolder(MAILBOX, 'Folder')).rejects.toMatchObject({
      code,
      disposition: 'fix-settings',
    });
  });

  it('sends no password where encryption is asked for and not offered', async () => {
    const plain = await startDovecot();
    try {
      const destination = open({ port: plain.port });
      await expect(destination.ensureFolder(MAILBOX, 'Folder')).rejects.toMatchObject({
        code: 'encryption-failed',
      });
      expect(readFileSync(plain.logFile, 'utf8')).not.toContain('method=PLAIN');
    } finally {
      await plain.stop();
    }
  });
});
