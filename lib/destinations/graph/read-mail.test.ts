import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, it } from 'vitest';
import { readMail } from '#lib/destinations/graph/read-mail.ts';

const head = fc.constantFrom(
  'Subject: a\r\n',
  'From: "Åsa" <asa@fjord.example>\r\n',
  'Content-Type: text/plain\r\n',
  'Content-Type: text/plain; charset=utf-8\r\n',
  'Content-Type: text/plain; charset="UTF-8"\r\n',
  'Content-Type: text/plain; charset=us-ascii\r\n',
  'Content-Type: text/plain; charset=utf-8; format=flowed\r\n',
  'Content-Type: text/html\r\n',
  'Content-Type: multipart/mixed; boundary=b\r\n',
  'Content-Transfer-Encoding: 8bit\r\n',
  'Content-Transfer-Encoding: quoted-printable\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Disposition: attachment\r\n',
  ' folded\r\n',
  'Subject: unix\n',
  '\ufeff',
);
const body = fc.constantFrom(
  ...['\r\n', '\n', '\r', 'text', 'Hei på deg 👋', ' ', '=41', '--b\r\n', 'aGVp', '\0', '\ufeff'],
);
const torn = fc.constantFrom(Buffer.alloc(0), Buffer.from([0xc3]), Buffer.from([0xff, 0x0d, 0x0a]));

const mails = fc
  .tuple(fc.array(head, { maxLength: 4 }), fc.array(body, { maxLength: 8 }), torn, fc.boolean())
  .map(([heads, bodies, tear, isEnded]) =>
    Buffer.concat([
      Buffer.from(heads.join('')),
      Buffer.from(isEnded ? '\r\n' : ''),
      Buffer.from(bodies.join('')),
      tear,
    ]),
  );

it('reads every mail as the parser does', async () => {
  await fc.assert(
    fc.asyncProperty(mails, async (mail) => {
      const { text = '', ...read } = await readMail(mail);
      const { text: parsedText = '', ...parsed } = await PostalMime.parse(mail, {
        forceRfc822Attachments: true,
      });
      expect(text).toEqual(parsedText);
      expect(read).toEqual(parsed);
    }),
    { numRuns: 3_000 },
  );
});

const nested = Array.from(
  { length: 300 },
  (_, depth) => `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n`,
).join('');
const longHeaders = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nX: ${'y'.repeat(3_000_000)}\r\n`;

it.each([
  ['nested 300 times', nested],
  ['headers of 3 MB in a part', longHeaders],
])('reads the headers of a mail with %s, which the parser gives up', async (_what, rest) => {
  const mail = Buffer.from(`Subject: a\r\nFrom: "Åsa" <asa@fjord.example>\r\n${rest}\r\ntext`);
  await expect(PostalMime.parse(mail)).rejects.toThrow('exceeded');
  expect(await readMail(mail)).toMatchObject({
    subject: 'a',
    from: { name: 'Åsa', address: 'asa@fjord.example' },
    text: '[…] The whole message: original-message.eml',
    attachments: [],
  });
});
