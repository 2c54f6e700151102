import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDovecotDestination } from '#e2e/servers/dovecot-destination.ts';
import type { DovecotOptions } from '#e2e/servers/dovecot-settings.ts';
import { type DovecotServer, findDovecot, startDovecot } from '#e2e/servers/dovecot.ts';
import { createMessage, describeDestinationContract } from '#lib/destinations/contract.ts';
import { fileMessage } from '#lib/destinations/imap/filed-message.ts';
import { folderPath } from '#lib/destinations/imap/folder-path.ts';
import { hostileNames } from '#lib/destinations/imap/hostile-names.ts';
import type { Destination, Folder, OutgoingMessage } from '#lib/destinations/port.ts';

const IDA = 'ida.holm@fjord.example';
const JONAS = 'jonas.berg@fjord.example';
const isInstalled = findDovecot() !== undefined;

if (!isInstalled) it.skip('needs Dovecot: install the package dovecot-imapd', () => undefined);

describe.skipIf(!isInstalled)('with Dovecot', () => {
  const servers: readonly (readonly [string, DovecotOptions])[] = [
    ['imap (MULTIAPPEND)', {}],
    ['imap (pipelined)', { lacks: ['MULTIAPPEND'] }],
    ['imap (literals one at a time)', { lacks: ['MULTIAPPEND', 'LITERAL+'], separator: '.' }],
    ['imap (no UIDPLUS)', { lacks: ['UIDPLUS'] }],
  ];
  for (const [kind, options] of servers) {
    describeDestinationContract(kind, async () => {
      const server = await startDovecot(options);
      const destination = openDovecotDestination(server);
      return {
        destination,
        mailboxes: [IDA, JONAS],
        sha256Of: (message) => fileMessage(message).sha256,
        async close() {
          await destination.close();
          await server.stop();
        },
      };
    });
  }

  describe('the imap destination', () => {
    let server: DovecotServer;
    let destination: Destination;

    beforeAll(async () => {
      server = await startDovecot({ refusedMailboxes: ['gone@fjord.example'] });
      destination = openDovecotDestination(server);
    });
    afterAll(async () => {
      await destination.close();
      await server.stop();
    });

    it('files read, never as a draft, under the time of the event', async () => {
      const folder = await destination.ensureFolder(IDA, 'Shown');
      await destination.deliver(folder, [
        createMessage({ eventAt: new Date('2024-02-29T23:59:58Z') }),
      ]);
      const [message] = await readFolder(server, folder);
      expect([...(message?.flags ?? [])].filter((flag) => flag !== '\\Recent')).toEqual(['\\Seen']);
      expect(message?.internalDate).toBe('2024-02-29T23:59:58.000Z');
    });

    it('files every byte of awkward e-mail, and reads it back', async () => {
      const folder = await destination.ensureFolder(IDA, 'Awkward');
      const messages = awkwardOriginals().map((mime) => createMessage({ mime }));
      const outcomes = await destination.deliver(folder, messages);

      expect(outcomes.map(({ state }) => state)).toEqual(messages.map(() => 'delivered'));
      const filed = messages.map((message) => Buffer.concat(fileMessage(message).pieces));
      const sources = (await readFolder(server, folder)).map(({ source }) => source);
      expect(sources.map((source, index) => filed[index]?.equals(source))).toEqual(
        messages.map(() => true),
      );
      const listed = await Array.fromAsync(destination.listDelivered(folder, 'run-1'));
      expect(listed.map(({ sha256 }) => sha256)).toEqual(
        messages.map((message) => fileMessage(message).sha256),
      );
    });

    it('is not taken in by a message that claims to be another', async () => {
      const folder = await destination.ensureFolder(IDA, 'Spoofed');
      const wanted = createMessage();
      const claims = `X-Custody-Delivery-Key: ${wanted.deliveryKey}\r\nX-Custody-Run: run-9\r\n\r\nx`;
      await destination.deliver(folder, [createMessage({ mime: Buffer.from(claims) })]);
      expect((await destination.findDelivered(folder, [wanted.deliveryKey])).size).toBe(0);
      expect(await Array.fromAsync(destination.listDelivered(folder, 'run-9'))).toEqual([]);
    });

    it('creates folders with any name, or refuses it, and does nothing else', async () => {
      const mailbox = 'names@fjord.example';
      const names = [...hostileNames(7, 300)];
      const made = new Set(['INBOX']);
      for (const name of names) {
        const folder = await destination.ensureFolder(mailbox, name).catch(expectRefusal);
        if (folder === undefined) continue;
        expect(folder.id).toBe(folderPath(name, { prefix: '', delimiter: '/' }));
        made.add(folder.id.toUpperCase() === 'INBOX' ? 'INBOX' : folder.id);
      }
      expect(made.size).toBeGreaterThan(50);
      expect((await listFolders(server, mailbox)).sort()).toEqual([...made].sort());
    });

    it('opens no mailbox but the one that is named', { timeout: 60_000 }, async () => {
      const mailboxes = [...hostileNames(8, 80)];
      const signedIn: string[] = [];
      for (const mailbox of mailboxes) {
        const folder = await destination.ensureFolder(mailbox, 'Named').catch(expectRefusal);
        if (folder !== undefined) signedIn.push(mailbox);
      }
      expect(signedIn.filter((mailbox) => !/^[\w.@-]+$/.test(mailbox))).toEqual([]);
    });

    it('holds back the messages of a mailbox that lets nobody in, while others do', async () => {
      await destination.ensureFolder(IDA, 'Shown');
      await expect(destination.ensureFolder('gone@fjord.example', 'Shown')).rejects.toMatchObject({
        code: 'mailbox-refused',
        disposition: 'reject-item',
      });
    });

    it('waits for an admin when the password is wrong', async () => {
      const refused = openDovecotDestination({ ...server, password: 'wrong' });
      await expect(refused.ensureFolder(IDA, 'Shown')).rejects.toMatchObject({
        code: 'sign-in-refused',
        disposition: 'reauthorize',
      });
      await refused.close();
    });

    it('serves more mailboxes than it has connections', async () => {
      const narrow = openDovecotDestination({ ...server, connections: 2 });
      const mailboxes = Array.from({ length: 12 }, (_, number) => `box${number}@fjord.example`);
      const deliver = async (mailbox: string) => {
        const folder = await narrow.ensureFolder(mailbox, 'Many');
        await narrow.deliver(folder, [createMessage()]);
        return (await Array.fromAsync(narrow.listDelivered(folder, 'run-1'))).length;
      };
      expect(await Promise.all(mailboxes.map(deliver))).toEqual(mailboxes.map(() => 1));
      await narrow.close();
    });

    it('creates a folder again that was deleted under way', async () => {
      const folder = await destination.ensureFolder(IDA, 'Deleted');
      await useMailbox(server, IDA, (client) => client.mailboxDelete('Deleted'));
      const message = createMessage();
      expect((await destination.findDelivered(folder, [message.deliveryKey])).size).toBe(0);
      await expect(destination.deliver(folder, [message])).rejects.toMatchObject({
        code: 'folder-missing',
        disposition: 'retry',
      });
      const again = await destination.ensureFolder(IDA, 'Deleted');
      const outcomes = await destination.deliver(again, [message]);
      expect(outcomes).toMatchObject([{ state: 'delivered' }]);
    });
  });

  it('files what still fits into a full mailbox and refuses the rest, each by name', async () => {
    const server = await startDovecot({ mailboxQuotaBytes: 100_000 });
    const destination = openDovecotDestination(server);
    const folder = await destination.ensureFolder(IDA, 'Full');
    const messages = [1_000, 1_000, 200_000, 1_000].map(messageOf);

    const outcomes = await destination.deliver(folder, messages);

    expect(outcomes).toMatchObject([
      { state: 'delivered' },
      { state: 'delivered' },
      { state: 'refused', code: 'mailbox-full' },
      { state: 'delivered' },
    ]);
    await destination.close();
    await server.stop();
  });
});

function messageOf(sizeBytes: number): OutgoingMessage {
  return createMessage({ mime: Buffer.from(`Subject: x\r\n\r\n${'a'.repeat(sizeBytes)}\r\n`) });
}

function expectRefusal(error: unknown): undefined {
  expect(error).toMatchObject({ name: 'PortError' });
  expect(error).not.toMatchObject({ disposition: 'retry' });
}

function awkwardOriginals(): readonly Buffer[] {
  const everyByte = Buffer.from(Array.from({ length: 255 }, (_, index) => index + 1));
  return [
    Buffer.from('Subject: dots\r\n\r\n.\r\n..\r\n.. .\r\nQUIT\r\n.\r\n'),
    Buffer.from('Subject: bare LF\n\none\n\n.\ntwo\n'),
    Buffer.from('Subject: mixed\n\r\none\r\r\ntwo\rthree\n'),
    Buffer.concat([Buffer.from('Subject: NUL\r\n\r\n'), Buffer.from([0, 1, 0, 255])]),
    Buffer.concat([Buffer.from('Subject: 8 bit\r\n\r\n'), everyByte]),
    Buffer.from(`Subject: ${'long '.repeat(4_000)}\r\n\r\n${'a'.repeat(100_000)}\r\n`),
    Buffer.from('Subject: no end'),
    Buffer.from(' begins with a blank\r\n\r\n'),
    Buffer.from('\r\nno header\r\n'),
    Buffer.from(
      'From ida@fjord.example Tue Nov  3 15:05:00 2026\r\nSubject: mbox\r\n\r\nFrom me\r\n',
    ),
    Buffer.from('a1 LOGOUT\r\n{5}\r\n)\r\n* BYE\r\n'),
    Buffer.concat([
      Buffer.from('Subject: 10 MB\r\n\r\n'),
      Buffer.from(`${'0123456789'.repeat(7)}\r\n`.repeat(150_000)),
    ]),
  ];
}

async function useMailbox<Result>(
  { port, password }: DovecotServer,
  mailbox: string,
  work: (client: ImapFlow) => Promise<Result>,
): Promise<Result> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: `${mailbox}*admin`, pass: password },
    logger: false,
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout();
  }
}

async function listFolders(server: DovecotServer, mailbox: string): Promise<string[]> {
  return useMailbox(server, mailbox, async (client) =>
    (await client.list()).map(({ path }) => path),
  );
}

async function readFolder(server: DovecotServer, { mailbox, id }: Folder) {
  return useMailbox(server, mailbox, async (client) => {
    await client.mailboxOpen(id);
    const query = { flags: true, internalDate: true, source: true };
    const messages = await client.fetchAll('1:*', query);
    return messages.map(({ flags, internalDate, source }) => ({
      flags,
      internalDate: internalDate === undefined ? '' : new Date(internalDate).toISOString(),
      source: source ?? Buffer.alloc(0),
    }));
  });
}
