import { describe, expect, it } from 'vitest';
import {
  hasMessageId,
  headerField,
  readHeaderFields,
  unfolded,
} from '#lib/destinations/imap/header-section.ts';

describe('a header field', () => {
  it.each([
    ['short', 'telegram', 'X-Custody-Kind: telegram\r\n'],
    ['empty', '', 'X-Custody-Kind: \r\n'],
    ['more than one line', 'a\r\nBcc: eve@x.example', 'X-Custody-Kind: a Bcc: eve@x.example\r\n'],
    ['not US-ASCII', 'Bodø', 'X-Custody-Kind: =?UTF-8?B?Qm9kw7g=?=\r\n'],
  ])('with a value that is %s stays one field', (_, value, written) => {
    expect(headerField('X-Custody-Kind', value)).toBe(written);
  });

  it('folds at blanks and reads back as it was', () => {
    const value = Array.from({ length: 40 }, (_, number) => `word-${number}`).join(' ');
    const field = headerField('X-Custody-Item-Id', value);
    expect(field.split('\r\n').every((line) => line.length <= 78)).toBe(true);
    const [read] = readHeaderFields(Buffer.from(field));
    expect(unfolded(read?.value ?? '')).toBe(value);
  });

  it('cuts a word that no line can hold', () => {
    const field = headerField('X-Custody-Item-Id', 'a'.repeat(2_000));
    expect(field.split('\r\n').every((line) => line.length <= 998)).toBe(true);
  });

  it('keeps long text in other scripts within the length of encoded words', () => {
    const field = headerField('X-Custody-Item-Id', '台北 😀 '.repeat(40));
    expect(field.split('\r\n').every((line) => line.length <= 78)).toBe(true);
    const encoded = field.matchAll(/=\?UTF-8\?B\?([^?]+)\?=/g);
    const bytes = [...encoded].map(([, base64 = '']) => Buffer.from(base64, 'base64'));
    expect(Buffer.concat(bytes).toString()).toBe('台北 😀 '.repeat(40).trim());
  });

  it('takes no name that is not one', () => {
    expect(() => headerField('X-Custody: a\r\nBcc', 'b')).toThrow('header name');
  });
});

describe('reading a header', () => {
  const mime = Buffer.from(
    'Subject: one\r\n  two\r\nno field\r\nmessage-ID : <a@b>\r\n\r\nMessage-ID: <c@d>\r\n',
  );

  it('gives the fields in their order, up to the empty line', () => {
    expect(readHeaderFields(mime)).toEqual([
      { name: 'Subject', value: ' one\r\n  two' },
      { name: 'message-ID', value: ' <a@b>' },
    ]);
  });

  it.each([
    [mime, true],
    [Buffer.from('\r\nMessage-ID: <a@b>\r\n'), false],
    [Buffer.from('Message-ID: <a@b>'), true],
    [Buffer.from('Subject: a\r\n\r\nMessage-ID: <a@b>\r\n'), false],
    [Buffer.from('X-Message-ID: <a@b>\r\n\r\n'), false],
    [Buffer.alloc(0), false],
  ])('finds a Message-ID where it is and only there', (file, isThere) => {
    expect(hasMessageId(file)).toBe(isThere);
  });
});
