/** What has broken out of commands, headers, paths and templates elsewhere. */
const FRAGMENTS = [
  '"',
  '\\',
  '\r\n',
  '\n',
  '\r',
  '\0',
  '\x01',
  '\x7f',
  '{5}\r\n',
  '{999999+}\r\n',
  '~{3}',
  '" a DELETE INBOX',
  '"\r\na1 DELETE INBOX\r\n',
  ') (\\Deleted) ',
  '&',
  '&-',
  '&AAA-',
  '&AA0ACg-',
  '*',
  '%',
  '/',
  '.',
  '..',
  '~',
  '#',
  '#mbox',
  'INBOX',
  'NIL',
  ' ',
  '\t',
  '\u2028',
  '\u0085',
  '\u202e',
  'é',
  'e\u0301',
  '台北',
  '😀',
  '\ud83d',
  '\ude00',
  '@x.example',
  '*admin',
  '{mailbox}',
  'a',
  'Z9',
  '-',
  '=?UTF-8?Q?=0D=0A?=',
] as const;

/**
 * Names as an attacker would choose them, for tests: the same for the same seed, so that a failure
 * can be seen again.
 */
export function* hostileNames(seed: number, count: number): Generator<string> {
  const next = randomNumbers(seed);
  for (let made = 0; made < count; made += 1) {
    const length = 1 + Math.floor(next() * 8);
    yield Array.from({ length }, () => {
      if (next() < 0.3) return String.fromCharCode(Math.floor(next() * 0x250));
      return FRAGMENTS[Math.floor(next() * FRAGMENTS.length)] ?? '';
    }).join('');
  }
}

/** Between 0 and 1 (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
