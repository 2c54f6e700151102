import { expect, it } from 'vitest';
import { createResponseReader } from '#lib/destinations/imap/response-reader.ts';

const SENT =
  '* OK [UIDVALIDITY 7] UIDs valid\r\n' +
  '* SEARCH\r\n' +
  '* 1 FETCH (UID 5 BODY[] {13}\r\nA: b\r\n\r\n{3}\r\n FLAGS (\\Seen))\r\n' +
  '* 2 FETCH (BODY[] {0}\r\n UID 6)\n' +
  '* 3 FETCH (X {1}\r\n* BODY[] {2}\r\n)\n)\r\n' +
  '+ go on\r\n' +
  'c1 OK done\r\n';

const READ = [
  ['* OK [UIDVALIDITY 7] UIDs valid'],
  ['* SEARCH'],
  ['* 1 FETCH (UID 5 BODY[] {13} FLAGS (\\Seen))', 'A: b\r\n\r\n{3}\r\n'],
  ['* 2 FETCH (BODY[] {0} UID 6)', ''],
  ['* 3 FETCH (X {1} BODY[] {2})', '*', ')\n'],
  ['+ go on'],
  ['c1 OK done'],
];

it.each([1, 2, 3, 5, 7, 11, 64, 1_000])('reads answers that come %i bytes at a time', (step) => {
  const read: string[][] = [];
  const take = createResponseReader({
    openLiteral: () => new TextSink(),
    onResponse: ({ text, literals }) => {
      read.push([text, ...literals.map((sink) => (sink instanceof TextSink ? sink.text : '?'))]);
    },
  });
  const bytes = Buffer.from(SENT);
  for (let at = 0; at < bytes.length; at += step) take(bytes.subarray(at, at + step));
  expect(read).toEqual(READ);
});

it('gives up on a line without an end', () => {
  const take = createResponseReader({
    openLiteral: () => new TextSink(),
    onResponse: () => undefined,
  });
  const endless = Buffer.alloc(1024 * 1024, 'a');
  expect(() => {
    for (let sent = 0; sent < 20; sent += 1) take(endless);
  }).toThrow('endless');
});

class TextSink {
  text = '';
  write(bytes: Buffer): void {
    this.text += bytes.toString();
  }
}
