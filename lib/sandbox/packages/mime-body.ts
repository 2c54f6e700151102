/** Longest line of an encoded body (RFC 2045 6.7 and 6.8). */
const LINE_LENGTH = 76;

export type EncodedBody = { readonly transferEncoding: string; readonly content: string };

/** Text with CRLF line ends: as it is when plain and short-lined, else quoted-printable. */
export function encodeText(text: string): EncodedBody {
  const lines = text.split(/\r\n|\r|\n/);
  const isPlain = lines.every(
    (line) =>
      line.length <= LINE_LENGTH && /^[\t\u0020-\u007e]*$/.test(line) && !line.endsWith(' '),
  );
  if (isPlain) return { transferEncoding: '7bit', content: lines.join('\r\n') };
  return {
    transferEncoding: 'quoted-printable',
    content: lines.map(encodeQuotedPrintableLine).join('\r\n'),
  };
}

export function encodeBase64(content: Buffer): string {
  return content.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n');
}

function encodeQuotedPrintableLine(line: string): string {
  let encodedLine = '';
  let length = 0;
  const characters = Array.from(line);
  for (const [index, character] of characters.entries()) {
    const isLast = index === characters.length - 1;
    const encoded = encodeQuotedPrintable(character, isLast);
    // One place stays free for the `=` of a soft line break.
    if (length + encoded.length > LINE_LENGTH - 1) {
      encodedLine += '=\r\n';
      length = 0;
    }
    encodedLine += encoded;
    length += encoded.length;
  }
  return encodedLine;
}

function encodeQuotedPrintable(character: string, isLastOfLine: boolean): string {
  const isBlank = character === ' ' || character === '\t';
  if (isBlank && !isLastOfLine) return character;
  if (!isBlank && character !== '=' && /^[\u0021-\u007e]$/.test(character)) return character;
  return [...Buffer.from(character)]
    .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
