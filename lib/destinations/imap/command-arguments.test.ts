import { expect, it } from 'vitest';
import { quotedFolderPath, quotedString } from '#lib/destinations/imap/command-arguments.ts';
import { folderPath } from '#lib/destinations/imap/folder-path.ts';
import { hostileNames } from '#lib/destinations/imap/hostile-names.ts';

const SEED = 20_261_103;
/** RFC 3501 section 9: `quoted`, of printable characters alone. */
const ONE_QUOTED_STRING = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"$/;

it.each([
  ['Telegram Archiver', '"Telegram Archiver"'],
  ['AT&T SMS', '"AT&-T SMS"'],
  ['~peter/mail/台北/日本語', '"~peter/mail/&U,BTFw-/&ZeVnLIqe-"'],
  ['Bodø 😀', '"Bod&APg- &2D3eAA-"'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ['line\r\na DELETE INBOX', '"line&AA0ACg-a DELETE INBOX"'],
])('writes %j as %s', (path, quoted) => {
  expect(quotedFolderPath(path)).toBe(quoted);
});

it.each(['é', 'a\r\nb', '\0', '\x7f'])('takes no %j into a quoted string', (text) => {
  expect(() => quotedString(text)).toThrow('printable');
});

it('keeps 100,000 hostile folder names inside one argument, each readable again', () => {
  for (const name of hostileNames(SEED, 100_000)) {
    const quoted = quotedFolderPath(name);
    if (!ONE_QUOTED_STRING.test(quoted) || decode(quoted) !== name) {
      expect.fail(`seed ${SEED}: ${JSON.stringify(name)} became ${quoted}`);
    }
  }
});

it('makes of 100,000 hostile folder names one level without control characters, or none', () => {
  for (const name of hostileNames(SEED + 1, 100_000)) {
    const path = folderPath(name, { prefix: 'INBOX.', delimiter: '.' });
    if (path === undefined) continue;
    const own = path.slice('INBOX.'.length);
    if (/\p{Cc}|[./]/u.test(own) || own === '' || !path.startsWith('INBOX.')) {
      expect.fail(`seed ${SEED + 1}: ${JSON.stringify(name)} became ${JSON.stringify(path)}`);
    }
  }
});

function decode(quoted: string): string {
  const text = quoted.slice(1, -1).replace(/\\(["\\])/g, '$1');
  return text.replace(/&([^-]*)-/g, (_, base64: string) => {
    if (base64 === '') return '&';
    const bytes = Buffer.from(base64.replaceAll(',', '/'), 'base64');
    return bytes.swap16().toString('utf16le');
  });
}
