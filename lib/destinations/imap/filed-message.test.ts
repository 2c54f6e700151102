import { createHash } from 'node:crypto';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { fileMessage, readCustodyHeaders } from '#lib/destinations/imap/filed-message.ts';

const EVENT_AT = new Date('2026-11-03T15:05:00Z');

function filed(mime: string | Buffer): Buffer {
  const message = fileMessage({
    deliveryKey: 'key-1',
    runId: 'run-1',
    eventAt: EVENT_AT,
    mime: Buffer.from(mime),
    headers: new Map([['X-Custody-Kind', 'telegram']]),
  });
  const bytes = Buffer.concat(message.pieces);
  expect(message.sizeBytes).toBe(bytes.length);
  expect(message.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  return bytes;
}

/** What stands after our last header. */
function afterOurs(bytes: Buffer, how: string): Buffer {
  const mark = `X-Custody-Original: ${how}\r\n`;
  const at = bytes.indexOf(mark);
  expect(at).toBeGreaterThan(0);
  return bytes.subarray(at + mark.length);
}

describe('a filed message', () => {
  it('is our headers and then the original, byte for byte', () => {
    const original = Buffer.from(
      'Message-ID: <a@b>\r\nSubject: x\r\n\r\n\xff\xfe..\r\n.\r\n',
      'latin1',
    );
    const bytes = filed(original);
    expect(afterOurs(bytes, 'verbatim').equals(original)).toBe(true);
    expect(bytes.toString('latin1').startsWith('X-Custody-Delivery-Key: key-1\r\n')).toBe(true);
    expect(bytes.toString('latin1')).toContain('X-Custody-Kind: telegram\r\n');
    expect(bytes.toString('latin1')).not.toContain('custody.invalid');
  });

  it('has a Message-ID of ours when the original has none', () => {
    expect(filed('Subject: x\r\n\r\ntext\r\n').toString()).toContain(
      '\r\nMessage-ID: <key-1@custody.invalid>\r\n',
    );
  });

  it('turns an original with bare LF into CRLF, which can be undone', () => {
    const original = 'Subject: x\n\none\n\ntwo\n';
    const body = afterOurs(filed(original), 'lf-to-crlf').toString();
    expect(body).toBe('Subject: x\r\n\r\none\r\n\r\ntwo\r\n');
    expect(body.replaceAll('\r\n', '\n')).toBe(original);
  });

  it.each([
    ['both kinds of line ends', 'From: a@b.example\r\nSubject: x\n\ntext\r\n'],
    ['a lone CR', 'From: a@b.example\r\nSubject: x\r\n\r\nte\rxt\r\n'],
    ['CR CR LF', 'From: a@b.example\r\r\nSubject: x\r\r\n\r\r\ntext\r\r\n'],
    ['a NUL', 'From: a@b.example\r\nSubject: x\r\n\r\nte\0xt\r\n'],
  ])('keeps an original with %s as an attachment, byte for byte', async (_, original) => {
    const bytes = filed(original);
    const body = afterOurs(bytes, 'attached').toString('latin1');
    expect(body).not.toMatch(/\0|\r(?!\n)|(?<!\r)\n/);

    const parsed = await PostalMime.parse(bytes, { rfc822Attachments: true });
    expect(parsed.subject).toBe('x');
    expect(parsed.from?.address).toBe('a@b.example');
    const attached = parsed.attachments.find(({ filename }) => filename === 'original.eml');
    const content = attached?.content;
    if (!(content instanceof ArrayBuffer)) return expect.fail('no attachment');
    expect(Buffer.from(content).toString('latin1')).toBe(original);
  });
});

describe('what our headers say', () => {
  it('is read from our own, whatever the original claims', () => {
    const bytes = filed('X-Custody-Delivery-Key: key-2\r\nX-Custody-Run: run-2\r\n\r\ntext\r\n');
    expect(readCustodyHeaders(bytes)).toEqual({ deliveryKey: 'key-1', runId: 'run-1' });
  });

  it('is not changed by an original that begins with a blank', () => {
    const bytes = filed(' continued?\r\nSubject: x\r\n\r\ntext\r\n');
    expect(readCustodyHeaders(bytes)).toEqual({ deliveryKey: 'key-1', runId: 'run-1' });
  });

  it('is nothing in a message of somebody else', () => {
    expect(readCustodyHeaders(Buffer.from('Subject: x\r\n\r\nX-Custody-Run: a\r\n'))).toBe(
      undefined,
    );
  });
});
