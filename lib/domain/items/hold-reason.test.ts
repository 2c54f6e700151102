import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { holdReasonOf } from '#lib/domain/items/hold-reason.ts';
import { parseEml } from '#lib/domain/items/parse-eml.ts';

const LIMIT = 10 * 1024 * 1024;
const HEAD = 'From: <jonas@fjord.example>\r\nTo: <ida@fjord.example>\r\n';

function judge(mail: Buffer) {
  const parsed = parseEml(mail);
  return holdReasonOf({
    parsed: parsed.ok ? parsed.item : null,
    sizeBytes: mail.length,
    mailboxCount: 1,
    largestItemBytes: LIMIT,
  });
}

type Wrap = (content: Buffer) => Buffer;

function part(encoding: string, content: Buffer, type = 'application/octet-stream'): Buffer {
  const head = `--b\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--b--\r\n')]);
}

function multipart(body: Buffer): Buffer {
  const head = `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

const inLines = (text: string) => Buffer.from(text.replace(/.{76}/g, '$&\r\n'));

/** Every way in which an attachment can be written. */
const wraps: readonly (readonly [string, Wrap])[] = [
  ['base64', (content) => multipart(part('base64', inLines(content.toString('base64'))))],
  ['quoted-printable', (content) => multipart(part('quoted-printable', content))],
  ['8bit', (content) => multipart(part('8bit', content))],
  ['a calendar in 8bit', (content) => multipart(part('8bit', content, 'text/calendar'))],
  [
    'a mail in a mail in base64',
    (content) => {
      const inner = multipart(part('8bit', content)).toString('base64');
      return multipart(part('base64', inLines(inner), 'message/rfc822'));
    },
  ],
  [
    'a multipart in a multipart',
    (content) => {
      const head = '--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\n';
      return multipart(
        Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--c--\r\n--b--\r\n')]),
      );
    },
  ],
];

async function largestAttachmentBytes(mail: Buffer): Promise<number> {
  const { attachments } = await PostalMime.parse(mail, { forceRfc822Attachments: true });
  const sizes = attachments.map(({ content }) =>
    typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength,
  );
  return Math.max(0, ...sizes);
}

describe.each(wraps)('an item with an attachment as %s', (_name, wrap) => {
  it.each([-1, 0, 1])(
    'of the limit and %i bytes is held exactly when it is above the limit',
    (more) => {
      const overhead = wrap(Buffer.alloc(3_000_000, 'a')).length / 3_000_000;
      let mail = wrap(Buffer.alloc(Math.floor((LIMIT - 5_000) / overhead), 'a'));
      // What follows the last boundary belongs to the item.
      mail = Buffer.concat([mail, Buffer.alloc(LIMIT + more - mail.length, '.')]);
      expect(mail.length).toBe(LIMIT + more);
      expect(judge(mail)).toBe(more > 0 ? 'too-large' : null);
    },
  );

  it.each([-1, 0, 1])('whose attachment alone is the limit and %i bytes is held', (more) => {
    const mail = wrap(Buffer.alloc(LIMIT + more, 'a'));
    expect(judge(mail)).toBe('too-large');
  });

  it('has none that is larger than itself', async () => {
    for (const sizeBytes of [0, 1, 2, 57, 1_000, 100_000]) {
      const mail = wrap(Buffer.alloc(sizeBytes, 'a'));
      expect(await largestAttachmentBytes(mail)).toBeLessThanOrEqual(mail.length);
    }
  });
});

describe('holdReasonOf', () => {
  const fine = {
    parsed: { largestAttachmentBytes: null },
    sizeBytes: LIMIT,
    mailboxCount: 1,
    largestItemBytes: LIMIT,
  };

  it('holds what cannot be read, whatever else is true of it', () => {
    const item = { ...fine, parsed: null, mailboxCount: 0, sizeBytes: LIMIT + 1 };
    expect(holdReasonOf(item)).toBe('unreadable');
  });

  it('holds what nobody is to get, before it looks at the size', () => {
    expect(holdReasonOf({ ...fine, mailboxCount: 0, sizeBytes: LIMIT + 1 })).toBe('unmapped');
  });

  it.each([-1, 0, 1])('judges an attachment that was measured, the limit and %i bytes', (more) => {
    const parsed = { largestAttachmentBytes: LIMIT + more };
    expect(holdReasonOf({ ...fine, parsed })).toBe(more > 0 ? 'too-large' : null);
  });
});
