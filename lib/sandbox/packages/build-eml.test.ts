import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { buildEml, type EmlMessage } from '#lib/sandbox/packages/build-eml.ts';

const jonas = {
  name: 'Jonas Berg',
  mobileNumber: '46701740610',
  emailAddress: 'jonas.berg@fjord.example',
};
const plain: EmlMessage = {
  messageId: 'a1@telemessage.example',
  date: new Date('2026-11-03T15:05:09Z'),
  from: jonas,
  to: [{ name: 'Mei-Ling Chen 陳美玲', mobileNumber: '46701740615', emailAddress: null }],
  subject: 'Telegram chat',
  text: 'Hello',
};

function headersOf(eml: Buffer): string {
  return eml.toString('latin1').split('\r\n\r\n')[0] ?? '';
}

describe('an e-mail file', () => {
  it('names participants with their number, and those without e-mail under .invalid', async () => {
    const email = await PostalMime.parse(buildEml(plain));
    expect(email.from).toMatchObject({
      name: 'Jonas Berg 46701740610',
      address: 'jonas.berg@fjord.example',
    });
    expect(email.to).toEqual([
      { name: 'Mei-Ling Chen 陳美玲 46701740615', address: '46701740615@no-email.invalid' },
    ]);
  });

  it('carries id, time in UTC and the properties', () => {
    const eml = buildEml({ ...plain, direction: 'Out', conversationId: 'c-1' });
    expect(headersOf(eml).split('\r\n')).toEqual(
      expect.arrayContaining([
        'Message-ID: <a1@telemessage.example>',
        'Date: Tue, 03 Nov 2026 15:05:09 +0000',
        'X-TeleMessage-Message-Context: app-message',
        'X-TeleMessage-Direction: Out',
        'X-TeleMessage-Conversation-Id: c-1',
        'X-TeleMessage-User-Email: jonas.berg@fjord.example',
      ]),
    );
  });

  it.each([
    ['a quote and a backslash', 'He said "no" \\ twice'],
    ['what looks encoded', 'price =?UTF-8?B?eA==?= up'],
    ['spaces at the ends', ' indented '],
    ['other alphabets and emoji', `${'Ærlig talt 😅 '.repeat(20)}шлюз 報價單`],
    ['a long subject', 'word '.repeat(60).trim()],
    ['line breaks, which cannot begin another header', 'one\r\nBcc: x@example.org'],
  ])('keeps a subject with %s', async (_what, subject) => {
    const eml = buildEml({ ...plain, subject });
    const email = await PostalMime.parse(eml);
    expect(email.subject?.replace(/\s+/g, ' ').trim()).toBe(subject.replace(/\s+/g, ' ').trim());
    expect(email.bcc).toBeUndefined();
    expect(
      headersOf(eml)
        .split('\r\n')
        .every((line) => line.length <= 78),
    ).toBe(true);
  });

  it.each([
    ['plain text', 'Hello\nthere'],
    ['a line that begins like an envelope', 'From now on\n.\n..\n'],
    ['spaces before line ends', 'one  \ntwo\t\nthree'],
    ['a very long line', 'https://intranet.fjord.example/'.repeat(60)],
    ['other alphabets and emoji', 'Þú ert 👩🏽‍💻 = 100 %\nשלום'],
    ['nothing', ''],
  ])('keeps a text with %s', async (_what, text) => {
    const eml = buildEml({ ...plain, text });
    const email = await PostalMime.parse(eml);
    expect((email.text ?? '').replaceAll('\r\n', '\n').trimEnd()).toBe(text.trimEnd());
    const raw = eml.toString('latin1');
    expect(raw).toMatch(/^[\r\n\t\u0020-\u007e]*$/);
    expect(raw.split('\r\n').every((line) => line.length <= 998 && !line.includes('\n'))).toBe(
      true,
    );
  });

  it.each([
    'chart.png',
    'kart "Skagerrak" \\ (1).png',
    'Årsrapport – utkast (3).pdf',
    '報價單.pdf',
    `${'Minutes of the extraordinary meeting '.repeat(5)}.pdf`,
    "it's 100 % *new*.txt",
  ])('keeps an attachment called %s', async (fileName) => {
    const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 256));
    const attachments = [{ fileName, contentType: 'application/pdf', content }];
    const email = await PostalMime.parse(buildEml({ ...plain, attachments }));
    expect(email.text?.trim()).toBe('Hello');
    expect(email.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      [fileName, 'application/pdf'],
    ]);
    const read = email.attachments[0]?.content;
    expect(
      read !== undefined && typeof read !== 'string' && content.equals(new Uint8Array(read)),
    ).toBe(true);
  });
});
