export type HeaderField = { readonly name: string; readonly value: string };

/**
 * The header fields of an e-mail with CRLF line ends, in their order, folded values as they stand.
 * What is no header field is passed over.
 */
export function readHeaderFields(mime: Buffer): readonly HeaderField[] {
  const end = mime.indexOf('\r\n\r\n');
  const section = (end === -1 ? mime : mime.subarray(0, end)).toString('latin1');
  if (section.startsWith('\r\n')) return [];
  return section.split(/\r\n(?![ \t])/).flatMap((field) => {
    const [, name, value] = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:(.*)$/s.exec(field) ?? [];
    return name === undefined || value === undefined ? [] : [{ name, value }];
  });
}

const MESSAGE_ID = /(?:^|\n)message-id[ \t]*:/i;

/** Whether the mail has a Message-ID (RFC 5322 section 1.2.2: names in any case). */
export function hasMessageId(mime: Buffer): boolean {
  const end = mime.indexOf('\r\n\r\n');
  const section = mime.toString('latin1', 0, end === -1 ? mime.length : end + 2);
  return !section.startsWith('\r\n') && MESSAGE_ID.test(section);
}

const LINE_LENGTH = 78;
/** Nothing in it to encode, fold or trim. */
const PLAIN = /^[\x21-\x7e]+$/;
/** RFC 5322 section 2.1.1, without the CRLF. */
const LONGEST_WORD = 900;

/**
 * A header field of its own line or lines (RFC 5322 section 2.2.3), CRLF at the end. Whatever the
 * value holds, it stays one field: control characters become blanks, other than US-ASCII is encoded
 * (RFC 2047).
 */
export function headerField(name: string, value: string): string {
  if (!/^[A-Za-z0-9-]+$/.test(name)) throw new Error('not a header name');
  if (name.length + value.length < LINE_LENGTH - 1 && PLAIN.test(value))
    return `${name}: ${value}\r\n`;
  const oneLine = value.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  let line = `${name}:`;
  let field = '';
  for (const word of /^[\x20-\x7e]*$/.test(oneLine) ? words(oneLine) : encodedWords(oneLine)) {
    if (line.length + 1 + word.length > LINE_LENGTH && line !== `${name}:`) {
      field += `${line}\r\n`;
      line = '';
    }
    line += ` ${word}`;
  }
  return `${field}${line}\r\n`;
}

function words(text: string): readonly string[] {
  return text.split(' ').flatMap((word) => {
    return word.length <= LONGEST_WORD ? [word] : (word.match(/.{1,900}/g) ?? []);
  });
}

/** At most 75 characters each (RFC 2047 section 2): eleven code points are 44 bytes at most. */
function encodedWords(text: string): readonly string[] {
  const parts = text.toWellFormed().match(/.{1,11}/gsu) ?? [];
  return parts.map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`);
}

/** A header value as it was before it was folded. */
export function unfolded(value: string): string {
  return value.replace(/\r\n(?=[ \t])/g, '').trim();
}
