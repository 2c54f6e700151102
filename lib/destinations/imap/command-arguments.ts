/** Printable US-ASCII, the most a quoted string may hold whatever the server (RFC 3501 section 9). */
const PRINTABLE = /^[\x20-\x7e]*$/;

/**
 * An IMAP quoted string. Nothing in `text` can end it or the command's line.
 * @throws {Error} when `text` is more than printable US-ASCII; the caller encodes or refuses it.
 */
export function quotedString(text: string): string {
  if (!PRINTABLE.test(text)) throw new Error('not printable US-ASCII, so not a quoted string');
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Any mailbox name as a quoted string in modified UTF-7 (RFC 3501 section 5.1.3). */
export function quotedFolderPath(path: string): string {
  return quotedString(encodeModifiedUtf7(path));
}

function encodeModifiedUtf7(text: string): string {
  return text.replace(/&|[^\x20-\x7e]+/g, (run) => (run === '&' ? '&-' : `&${base64Of(run)}-`));
}

function base64Of(text: string): string {
  const bigEndian = Buffer.from(text, 'utf16le').swap16();
  return bigEndian.toString('base64').replace(/=+$/, '').replaceAll('/', ',');
}
