/** Values of a mail's headers by lower-case name, each name's in the order in which they stand. */
export type MailHeaders = ReadonlyMap<string, readonly string[]>;

/** Far more than any mail server lets through. */
const MOST_HEADER_BYTES = 2 * 1024 * 1024;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The headers of a mail, unfolded (RFC 5322 2.2.3), without a look at what follows them; null when
 * they go on beyond all measure. Reads as postal-mime does, which reads the whole mail for them:
 * any line ends count, and only blanks and tabs fold.
 */
export function readHeaders(mail: Buffer): MailHeaders | null {
  const endBytes = findEnd(mail);
  if (endBytes === null) return null;
  const headers = new Map<string, string[]>();
  for (const line of unfold(mail.toString('utf8', 0, endBytes))) {
    const colonAt = line.indexOf(':');
    const name = trimBlanks(colonAt === -1 ? line : line.slice(0, colonAt)).toLowerCase();
    const value = colonAt === -1 ? '' : trimBlanks(line.slice(colonAt + 1).replace(/\r+/g, ' '));
    const known = headers.get(name);
    if (known === undefined) headers.set(name, [value]);
    else known.push(value);
  }
  return headers;
}

/** Where the first empty line begins, or the mail ends. */
function findEnd(mail: Buffer): number | null {
  let headerBytes = 0;
  for (let startBytes = 0; startBytes < mail.length;) {
    const found = mail.indexOf(LINE_FEED, startBytes);
    const nextBytes = found === -1 ? mail.length : found + 1;
    let endBytes = found === -1 ? mail.length : found;
    while (endBytes > startBytes && mail[endBytes - 1] === CARRIAGE_RETURN) endBytes -= 1;
    if (endBytes === startBytes) return startBytes;
    headerBytes += endBytes - startBytes;
    if (headerBytes > MOST_HEADER_BYTES) return null;
    startBytes = nextBytes;
  }
  return mail.length;
}

function unfold(text: string): readonly string[] {
  const unfolded: string[][] = [];
  const lines = text.split('\n');
  // What follows the last line end is no line.
  if (lines.at(-1) === '') lines.pop();
  for (const ended of lines) {
    const line = ended.replace(/\r+$/, '');
    const last = unfolded.at(-1);
    if (last !== undefined && (line.startsWith(' ') || line.startsWith('\t'))) last.push(line);
    else unfolded.push([line]);
  }
  return unfolded.map((parts) => parts.join(''));
}

function trimBlanks(text: string): string {
  const isBlank = (at: number) => text[at] === ' ' || text[at] === '\t';
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(start)) start += 1;
  while (end > start && isBlank(end - 1)) end -= 1;
  return text.slice(start, end);
}
