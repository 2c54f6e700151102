import PostalMime, { type Email } from 'postal-mime';

/** Longer headers take the long way. */
const MOST_HEADER_BYTES = 64 * 1024;

/** In the place of text that is not shown. */
export const REST_IN_ORIGINAL = '[…] The whole message: original-message.eml';

const END_OF_HEADERS = /^\r?\n|\n\r?\n/;
const PLAIN_TYPE = /^text\/plain\s*(;\s*charset\s*=\s*("utf-8"|utf-8)\s*)?$/i;
const NO_ENCODING = /^(7bit|8bit|binary)$/i;

/**
 * A mail in its parts. A single text that is not encoded, which is what most messages are, is decoded
 * here in one go: the parser collects it line by line, which is the larger part of its work.
 */
export async function readMail(mime: Buffer): Promise<Email> {
  const end = END_OF_HEADERS.exec(mime.subarray(0, MOST_HEADER_BYTES).toString('latin1'));
  // The parser takes any number of carriage returns for the beginning of one line end.
  if (end !== null && !mime.includes('\r\r')) {
    const bodyAt = end.index + end[0].length;
    const head = await PostalMime.parse(mime.subarray(0, bodyAt), { forceRfc822Attachments: true });
    const body = mime.subarray(bodyAt);
    if (isPlainText(head)) return { ...head, text: decodeText(body) };
  }
  return parseWhole(mime);
}

/**
 * What nests deeper, or has longer headers within, than the parser goes is read as far as its own
 * headers: nothing that a sender writes may end a run, and the original is attached all the same.
 */
async function parseWhole(mime: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(mime, { forceRfc822Attachments: true });
  } catch (error) {
    const end = END_OF_HEADERS.exec(mime.toString('latin1'));
    if (end === null) throw error;
    const head = await PostalMime.parse(mime.subarray(0, end.index));
    return { ...head, text: REST_IN_ORIGINAL, attachments: [] };
  }
}

function isPlainText({ headers }: Email): boolean {
  const valuesOf = (name: string) =>
    headers.filter(({ key }) => key === name).map(({ value }) => value.trim());
  const [type = 'text/plain', ...otherTypes] = valuesOf('content-type');
  const [encoding = '7bit', ...otherEncodings] = valuesOf('content-transfer-encoding');
  const isOnly = otherTypes.length === 0 && otherEncodings.length === 0;
  const isShown = valuesOf('content-disposition').length === 0;
  return isOnly && isShown && PLAIN_TYPE.test(type) && NO_ENCODING.test(encoding);
}

const utf8 = new TextDecoder();

/** With line feeds at the end of every line, as the parser gives it. */
function decodeText(body: Buffer): string {
  if (body.length === 0) return '';
  const text = utf8.decode(body).replaceAll('\r\n', '\n').replace(/\r$/, '\n');
  return text.endsWith('\n') ? text : `${text}\n`;
}
