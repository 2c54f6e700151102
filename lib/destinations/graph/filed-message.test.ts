import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createAppOnlyTokens } from '#lib/auth/app-only-token.ts';
import { createMessage } from '#lib/destinations/contract.ts';
import { openGraphDestination } from '#lib/destinations/graph/adapter.ts';
import type { Destination, OutgoingMessage } from '#lib/destinations/port.ts';
import { startTestSandbox, type TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';

const jonas = 'jonas.berg@fjord.example';

let sandbox: TestSandbox;
let destination: Destination;
let getToken: () => Promise<string>;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  await sandbox.permissions.grant(['Mail.ReadWrite'], 'grace.lind@fjord.example');
  ({ getToken } = createAppOnlyTokens(sandbox.microsoft));
  const { signal } = new AbortController();
  destination = openGraphDestination({ graphUrl: sandbox.graphUrl, getToken, signal });
});
afterAll(() => sandbox.close());

async function fileOne(name: string, message: OutgoingMessage): Promise<string> {
  const folder = await destination.ensureFolder(jonas, name);
  const [outcome] = await destination.deliver(folder, [message]);
  if (outcome?.state !== 'delivered') throw new Error(`not delivered: ${outcome?.state ?? ''}`);
  return outcome.message.remoteId;
}

/** What Graph shows of Jonas's mailbox. */
async function read(path: string): Promise<unknown> {
  const headers = { Authorization: `Bearer ${await getToken()}` };
  const url = `${sandbox.graphUrl}/v1.0/users/${jonas}/${path}`;
  return (await fetch(url, { headers })).json();
}

const headersSchema = z.object({
  internetMessageHeaders: z.array(z.object({ name: z.string(), value: z.string() })),
});

const attachmentsSchema = z.object({
  value: z.array(z.object({ name: z.string(), contentBytes: z.base64() })),
});

async function readAttachments(remoteId: string): Promise<ReadonlyMap<string, Buffer>> {
  const { value } = attachmentsSchema.parse(await read(`messages/${remoteId}/attachments`));
  return new Map(value.map((it) => [it.name, Buffer.from(it.contentBytes, 'base64')]));
}

function emlWith(parts: readonly string[]): Buffer {
  return Buffer.from(
    [
      'Message-ID: <a@telemessage.example>',
      'Date: Tue, 03 Nov 2026 15:05:00 +0000',
      'From: =?utf-8?q?=C3=85sa_46701740612?= <asa@fjord.example>',
      'To: "Jonas Berg" <jonas.berg@fjord.example>, <46701740699@no-email.invalid>',
      'Cc: "Client" <client@example.org>',
      'Subject: =?utf-8?b?SMOkbHNuaW5nYXI=?=',
      'X-TeleMessage-Conversation-Id: c-17',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...parts.map((part) => `--b\r\n${part}`),
      '--b--\r\n',
    ].join('\r\n'),
  );
}

const textPart = 'Content-Type: text/plain; charset=utf-8\r\n\r\nHej på dig 👋';

function attachmentPart(name: string, content: Buffer): string {
  return [
    `Content-Type: application/pdf; name="${name}"`,
    'Content-Disposition: attachment',
    'Content-Transfer-Encoding: base64',
    '',
    content.toString('base64').replace(/.{76}/g, '$&\r\n'),
  ].join('\r\n');
}

describe('a message filed by Graph', () => {
  it('is read, no draft, dated by its event, with people, text and headers', async () => {
    const remoteId = await fileOne(
      'Telegram Archiver',
      createMessage({ mime: emlWith([textPart]) }),
    );

    expect(await read(`messages/${remoteId}`)).toMatchObject({
      subject: 'Hälsningar',
      isDraft: false,
      isRead: true,
      receivedDateTime: '2026-11-03T15:05:00Z',
      sentDateTime: '2026-11-03T15:05:00Z',
      internetMessageId: '<a@telemessage.example>',
      from: { emailAddress: { name: 'Åsa 46701740612', address: 'asa@fjord.example' } },
      toRecipients: [
        { emailAddress: { name: 'Jonas Berg', address: jonas } },
        { emailAddress: { address: '46701740699@no-email.invalid' } },
      ],
      ccRecipients: [{ emailAddress: { name: 'Client', address: 'client@example.org' } }],
      body: { contentType: 'text', content: 'Hej på dig 👋' },
    });
    const shown = await read(`messages/${remoteId}?$select=internetMessageHeaders`);
    expect(headersSchema.parse(shown).internetMessageHeaders).toEqual(
      expect.arrayContaining([
        { name: 'X-Custody-Kind', value: 'telegram' },
        { name: 'X-TeleMessage-Conversation-Id', value: 'c-17' },
      ]),
    );
  });

  it('has an id that survives a move', async () => {
    expect(await fileOne('Ids', createMessage())).toMatch(/^AAkALg/);
  });

  it('carries its attachments and, byte for byte, its original', async () => {
    const pdf = Buffer.from('%PDF of the offer');
    const mime = emlWith([textPart, attachmentPart('../offer.pdf', pdf)]);
    const attachments = await readAttachments(await fileOne('Attached', createMessage({ mime })));

    expect([...attachments.keys()]).toEqual(['offer.pdf', 'original-message.eml']);
    expect(attachments.get('offer.pdf')?.equals(pdf)).toBe(true);
    expect(attachments.get('original-message.eml')?.equals(mime)).toBe(true);
  });

  it.each([2_900_000, 3_145_000, 3_145_728, 9_000_000])(
    'carries an attachment of %i bytes',
    async (size) => {
      const pdf = Buffer.alloc(size, 'offer ');
      const mime = emlWith([textPart, attachmentPart('offer.pdf', pdf)]);
      const attachments = await readAttachments(await fileOne('Heavy', createMessage({ mime })));

      expect(attachments.get('offer.pdf')?.equals(pdf)).toBe(true);
      expect(attachments.get('original-message.eml')?.equals(mime)).toBe(true);
    },
  );

  it('is filed even when almost nothing in it can be read', async () => {
    const mime = Buffer.from([...Buffer.from('Subject: x\0y\r\n\r\n'), 0xff, 0xfe, 0x00, 0x80]);
    const attachments = await readAttachments(await fileOne('Odd', createMessage({ mime })));
    expect(attachments.get('original-message.eml')?.equals(mime)).toBe(true);
  });
});
