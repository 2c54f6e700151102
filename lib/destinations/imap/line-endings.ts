const CR = 0x0d;

/**
 * - `crlf`: as RFC 5322 section 2.3 wants it, and as a server gives it back byte for byte.
 * - `lf`: every line ends in a bare LF; converted, nothing is lost.
 * - `mixed`: both, or a CR that ends no line, or a NUL. No server keeps these (Dovecot drops a CR of
 *   CR CR LF and turns a NUL into 0x80), and a conversion could not be undone.
 */
export type LineEndings = 'crlf' | 'lf' | 'mixed';

/** Searching is several times as fast in text as in bytes; more at once would only take memory. */
const SLICE_BYTES = 64 * 1024;

/** How the lines of an e-mail file end. */
export function lineEndingsOf(mime: Buffer): LineEndings {
  let pairs = 0;
  let bare = 0;
  let returns = 0;
  for (let start = 0; start < mime.length; start += SLICE_BYTES) {
    const text = mime.toString('latin1', start, start + SLICE_BYTES);
    if (text.includes('\0')) return 'mixed';
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      if (mime[start + at - 1] === CR) pairs += 1;
      else bare += 1;
    }
    for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', at + 1)) returns += 1;
  }
  if (returns !== pairs) return 'mixed';
  if (bare === 0) return 'crlf';
  return pairs === 0 ? 'lf' : 'mixed';
}

/** The file with CRLF at the end of every line, whatever ended it, and blanks for NULs. */
export function withCrlf(mime: Buffer): Buffer {
  const text = mime.toString('latin1').replace(/\r*\n|\r/g, '\r\n');
  return Buffer.from(text.replaceAll('\0', ' '), 'latin1');
}
