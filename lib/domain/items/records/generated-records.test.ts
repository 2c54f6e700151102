import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { parseItem } from '#lib/domain/items/parse-item.ts';
import { toMessage } from '#lib/domain/items/to-message.ts';

const NAME = '000001.json';
/** Headers of a converted message; nothing in a record may make another. */
const OUR_HEADERS = new Set(
  [
    ...['From', 'To', 'Subject', 'Message-ID', 'Date', 'In-Reply-To', 'References'],
    ...['MIME-Version', 'Content-Type', 'X-TeleMessage-Message-Context'],
    ...['X-TeleMessage-Direction', 'X-TeleMessage-Conversation-Id', 'X-TeleMessage-User-Email'],
    'X-TeleMessage-Original-Message-Id',
  ].map((name) => name.toLowerCase()),
);

/** What people write, and what somebody writes who wants a header of their own. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    'Bcc: everybody@fjord.example',
    'x\r\nBcc: evil@example.org\r\n\r\n<b>',
    'x\nX-Custody-Delivery-Key: 1',
    '=?UTF-8?Q?=0D=0ABcc:_evil@example.org?=',
    'שלום עליכם \u202eabc\u202c',
    '😀👩‍👩‍👧‍👦🏳️‍🌈'.repeat(20),
    '"; filename="x.exe',
    'a"b\\c<d>e@f,g;h:(i)',
    '.\r\n--=_boundary\r\nFrom the desk\r\n.',
    'x'.repeat(3_000),
    '   ',
  ),
);
const number = fc.oneof(
  fc.constantFrom(
    '46701740610',
    '+46 70-174 06 11',
    '004612025550101',
    '72404',
    'Bank',
    'a@b.example',
  ),
  fc.integer({ min: 0, max: 99_999_999_999_999 }),
  text,
);
const person = fc.record(
  { value: number, firstName: text, lastName: text, email: fc.oneof(text, fc.emailAddress()) },
  { requiredKeys: [] },
);
const time = fc.oneof(
  fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
    .map((date) => date.toISOString()),
  fc.constantFrom('2026-11-20T09:30:00', 'Fri, 20 Nov 2026 09:30:00 +0100', 'yesterday', ''),
);
const attachment = fc.record(
  {
    name: text,
    contentType: fc.oneof(
      text,
      fc.constantFrom('image/png', 'text/html; charset=x', 'message/rfc822'),
    ),
    content: fc
      .uint8Array({ maxLength: 300 })
      .map((bytes) => Buffer.from(bytes).toString('base64')),
  },
  { requiredKeys: [] },
);
const call = fc.record(
  { callID: text, recipientNum: number, callStatus: text, startTime: time, endTime: time },
  { requiredKeys: [] },
);
const anyRecord = fc.record(
  {
    messageId: fc.oneof(text, fc.constantFrom('a1@telemessage.example', 'o2-17')),
    messageContext: fc.oneof(fc.constantFrom('pager-message', 'voice-call', 'event'), text),
    messageTime: time,
    timeZone: fc.oneof(fc.constantFrom('Europe/London', 'Asia/Kolkata', 'Mars/Base'), text),
    direction: fc.constantFrom('In', 'Out', 'sideways'),
    from: number,
    fromEnriched: person,
    to: fc.array(number, { maxLength: 20 }),
    toEnriched: fc.array(person, { maxLength: 5 }),
    subject: text,
    textContent: text,
    dialogGroupId: text,
    dialogGroupName: text,
    attachment: fc.array(attachment, { maxLength: 3 }),
    callInfo: fc.array(call, { maxLength: 2 }),
    change: fc.record({
      kind: fc.constantFrom('edit', 'deleted-for-all', 'deleted-for-me'),
      originalMessageId: text.filter((id) => id !== ''),
      previousText: text,
    }),
    somethingElse: fc.jsonValue(),
  },
  { requiredKeys: ['messageTime'] },
);

describe('a generated record', () => {
  it('becomes clean 7-bit MIME that says the same, and the same every time', async () => {
    const isRecord = fc.asyncProperty(anyRecord, async (record) => {
      const bytes = Buffer.from(JSON.stringify(record));
      const parsed = parseItem(NAME, bytes);
      fc.pre(parsed.ok);
      const message = toMessage(NAME, bytes);
      expect(toMessage(NAME, Buffer.from(bytes)).equals(message)).toBe(true);
      expectCleanMime(message);

      const email = await PostalMime.parse(message, { forceRfc822Attachments: true });
      expect(email.headers.filter(({ key }) => !OUR_HEADERS.has(key))).toEqual([]);
      expect(new Set(email.headers.map(({ key }) => key)).size).toBe(email.headers.length);
      const { eventAt, participants, largestAttachmentBytes } = parsed.item;
      if (eventAt !== null && eventAt.getUTCFullYear() < 2100) {
        expect(Date.parse(email.date ?? '')).toBe(Math.floor(eventAt.getTime() / 1000) * 1000);
      }
      const sender = participants.filter(({ role }) => role === 'from').length;
      expect(email.to?.length ?? 0).toBe(participants.length - sender);
      const everybody = [...(sender === 1 ? [email.from] : []), ...(email.to ?? [])];
      const addresses = everybody.map((address) => address?.address?.toLowerCase() ?? '');
      expect(
        addresses.map((address) => address.replace(/^unknown-[0-9a-f]{16}@/, 'unknown@')),
      ).toEqual(
        participants.map(({ emailAddress, mobileNumber }) =>
          emailAddress !== null && isWritable(emailAddress)
            ? emailAddress
            : `${mobileNumber ?? 'unknown'}@no-email.invalid`,
        ),
      );
      const files = email.attachments.map(({ content }) => contentBytes(content));
      expect(files.at(-1)?.equals(bytes)).toBe(true);
      expect(Math.max(0, ...files.slice(0, -1).map(({ length }) => length))).toBe(
        largestAttachmentBytes,
      );
    });
    await fc.assert(isRecord, { numRuns: 500 });
  });

  it('keeps its text, in any language', async () => {
    const isKept = fc.asyncProperty(
      fc
        .string({ unit: 'grapheme', maxLength: 500 })
        .map((value) => value.replace(/[\p{Cc}]/gu, '')),
      async (textContent) => {
        const bytes = Buffer.from(JSON.stringify({ messageId: 'a', textContent }));
        const email = await PostalMime.parse(toMessage(NAME, bytes));
        expect((email.text ?? '').replace(/\n$/, '')).toBe(textContent.toWellFormed());
      },
    );
    await fc.assert(isKept, { numRuns: 500 });
  });

  it('never ends a run, whatever is done to its bytes', () => {
    const mutation = fc.record({
      record: anyRecord,
      place: fc.nat(),
      removed: fc.nat({ max: 40 }),
      inserted: fc.uint8Array({ maxLength: 8 }),
    });
    const isValue = fc.property(mutation, ({ record, place, removed, inserted }) => {
      const original = Buffer.from(JSON.stringify(record));
      const start = place % original.length;
      const bytes = Buffer.concat([
        original.subarray(0, start),
        inserted,
        original.subarray(start + removed),
      ]);
      const parsed = parseItem(NAME, bytes);
      if (!parsed.ok) {
        expect(parsed).toEqual({ ok: false, code: 'item-unreadable' });
        expect(() => toMessage(NAME, bytes)).toThrow('unreadable');
        return;
      }
      expect(parsed.item.sizeBytes).toBe(bytes.length);
      expectCleanMime(toMessage(NAME, bytes));
    });
    fc.assert(isValue, { numRuns: 1_000 });
  });
});

/** 7-bit, CRLF only, no line above 998 characters; bodies at 76, headers folded where they can be. */
function expectCleanMime(message: Buffer): void {
  const raw = message.toString('latin1');
  expect(/^[\t\r\n\u0020-\u007e]*$/.test(raw)).toBe(true);
  expect(/(?<!\r)\n|\r(?!\n)/.test(raw)).toBe(false);
  const lines = raw.split('\r\n');
  expect(lines.filter((line) => line.length > 998)).toEqual([]);
  // What has no space in it cannot be folded.
  expect(
    lines.filter(
      (line) =>
        line.length > 78 && /\S\s+\S/.test(line.slice(1, 78)) && !/^[\w-]+: \S+$/.test(line),
    ),
  ).toEqual([]);
}

/** Nothing in it needs quotes or encoding. */
function isWritable(address: string): boolean {
  const labels = address.split(/[.@]/);
  return (
    labels.every((label) => /^[\w!#$%&'*+/^`{|}~-]+$/.test(label)) &&
    /^[a-z\d.-]+$/.test(address.split('@')[1] ?? '')
  );
}

function contentBytes(content: ArrayBuffer | Uint8Array | string): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
}
