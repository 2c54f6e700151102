import fc from 'fast-check';
import PostalMime, { type Email } from 'postal-mime';
import { expect, it } from 'vitest';
import { readRealMessages } from '#e2e/fixtures/real-messages.ts';
import { parseEml } from '#lib/domain/items/parse-eml.ts';
import { readHeaders } from '#lib/domain/items/read-headers.ts';

const MUTATIONS = 2_000;
const HANG_MS = 5_000;

/** A message of many kinds of header, body and nesting; the same for the same text. */
function mailOf(text: string, index: number): Buffer {
  const head = [
    `Message-ID: <${index}@telemessage.example>`,
    `Date: Tue, 03 Nov 2026 15:05:${String(index % 60).padStart(2, '0')} +0000`,
    `From: "Jonas Berg 4670123${1000 + (index % 9000)}" <jonas.berg@fjord.example>`,
    'To: =?UTF-8?B?SGVucmlrIFPDpnRoZXIgNDY3MDE3NDA2MTY=?= <46701740616@no-email.invalid>,',
    '\tTeam: a@fjord.example, "b, c" <b@fjord.example>;, nobody:;',
    `Subject: ${text.slice(0, 40).replace(/[\r\n]+/g, ' ')}`,
    'X-TeleMessage-Direction: In',
    'X-TeleMessage-User-Email: JONAS.berg@fjord.example, eva@fjord.example',
  ];
  const nested = [
    'Content-Type: multipart/mixed; boundary="b1"',
    '',
    '--b1\r\nContent-Type: text/plain; charset=utf-8\r\n',
    text,
    '--b1\r\nContent-Type: message/rfc822\r\n',
    `Subject: inner\r\n\r\n${text}`,
    '--b1\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n',
    Buffer.from(text).toString('base64'),
    '--b1--',
  ];
  const plain = ['Content-Type: text/plain; charset=utf-8', '', text];
  return Buffer.from([...head, ...(index % 2 === 0 ? plain : nested), ''].join('\r\n'));
}

const mails = readRealMessages(24_000).map(({ text }, index) => mailOf(text, index));

/** What a full parse says of the same bytes; null when it gives up. */
async function parseFully(bytes: Buffer): Promise<Email | null> {
  return PostalMime.parse(bytes, { forceRfc822Attachments: true }).catch(() => null);
}

/** Headers of the same name one after another, as a map has them. */
function groupByName(email: Email): readonly (readonly [string, readonly string[]])[] {
  const names = [...new Set(email.headers.map(({ key }) => key))];
  return names.map((name) => [
    name,
    email.headers.filter(({ key }) => key === name).map(({ value }) => value),
  ]);
}

async function expectSameAsPostalMime(bytes: Buffer): Promise<void> {
  const email = await parseFully(bytes);
  const headers = readHeaders(bytes);
  if (email === null || headers === null) return;
  expect([...headers]).toEqual(groupByName(email));
}

const insertions = [
  'From: evil@example.org\r\n',
  '\r\n\r\n',
  '\r',
  '\n',
  '\u0000',
  '\ufeff',
  '\u00a0',
  'To: Group: a@b.example, (comment) c@d.example;\r\n',
  'Content-Type: text/plain; charset=no-such-charset\r\n',
  'Content-Type: multipart/mixed; boundary=""\r\n',
  'Date: \r\n',
  'Date: Tue, 99 Foo 20226 25:61:61 +9999\r\n',
  'Subject: =?utf-16?B?////?= =?x?q?=FF=?=\r\n',
  '=?utf-8?b?',
  '<<<<"""((((',
  'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n'.repeat(300),
  `X-Long: ${'x'.repeat(100_000)}\r\n`,
  `X: y\r\n`.repeat(20_000),
  ` ${'('.repeat(20_000)}`,
  `To: ${'a@b.example, '.repeat(5_000)}\r\n`,
];

const mutation = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), bit: fc.nat({ max: 7 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(), length: fc.nat({ max: 200 }) }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: fc.nat(),
    bytes: fc.oneof(
      fc.constantFrom(...insertions).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    ),
  }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

function mutate(original: Buffer, change: Mutation): Buffer {
  // Most of what can go wrong is in the headers.
  const at = change.at % Math.max(1, Math.min(original.length, 1_200));
  if (change.kind === 'cut') return original.subarray(0, at);
  if (change.kind === 'flip') {
    const bytes = Buffer.from(original);
    if (at < bytes.length) bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << change.bit), at);
    return bytes;
  }
  const inserted = change.kind === 'insert' ? change.bytes : Buffer.alloc(0);
  const removedBytes = change.kind === 'remove' ? change.length : 0;
  return Buffer.concat([original.subarray(0, at), inserted, original.subarray(at + removedBytes)]);
}

it('reads the headers of real messages as the full parser does', async () => {
  for (const mail of mails.filter((_, index) => index % 12 === 0)) {
    await expectSameAsPostalMime(mail);
    expect(parseEml(mail)).toMatchObject({ ok: true, item: { direction: 'in' } });
  }
});

it(`reads ${MUTATIONS} broken messages as the full parser does, or calls them unreadable`, async () => {
  const isRead = fc.asyncProperty(
    fc.nat({ max: mails.length - 1 }),
    fc.array(mutation, { minLength: 1, maxLength: 5 }),
    async (index, mutations) => {
      const original = mails[index] ?? Buffer.alloc(0);
      const bytes = mutations.reduce(mutate, original);
      const before = Buffer.from(bytes);
      const startedMs = performance.now();
      const parsed = parseEml(bytes);
      expect(performance.now() - startedMs).toBeLessThan(HANG_MS);
      expect(bytes.equals(before)).toBe(true);
      if (!parsed.ok) expect(parsed).toEqual({ ok: false, code: 'item-unreadable' });
      else expect(parsed.item.sizeBytes).toBe(bytes.length);
      await expectSameAsPostalMime(bytes);
    },
  );
  // What fails is printed with the seed that brings it back.
  await fc.assert(isRead, { numRuns: MUTATIONS });
}, 120_000);
