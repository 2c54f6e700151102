import { createHash } from 'node:crypto';
import { readHeaderFields } from '#lib/destinations/imap/header-section.ts';
import { withCrlf } from '#lib/destinations/imap/line-endings.ts';

/** What a reader needs to see in the list of messages and what ties a conversation together. */
const SHOWN_FIELDS: ReadonlySet<string> = new Set([
  'from',
  'sender',
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'in-reply-to',
  'references',
]);

/**
 * An e-mail around a file that no mail server keeps as it is: the file made readable, as an attached
 * message, and the file itself byte for byte.
 */
export function wrapOriginal(original: Buffer): Buffer {
  const readable = withCrlf(original);
  // Nothing can hold its own hash, so the boundary is not in the file.
  const boundary = `custody-${createHash('sha256').update(original).digest('hex')}`;
  const shown = readHeaderFields(readable)
    .filter(({ name }) => SHOWN_FIELDS.has(name.toLowerCase()))
    .map(({ name, value }) => `${name}:${value}\r\n`)
    .join('');
  const encoded = original.toString('base64').replace(/.{1,76}/g, '$&\r\n');
  return Buffer.concat([
    Buffer.from(
      `${shown}MIME-Version: 1.0\r\n` +
        `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n` +
        `--${boundary}\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`,
      'latin1',
    ),
    readable,
    Buffer.from(
      `\r\n--${boundary}\r\nContent-Type: application/octet-stream; name="original.eml"\r\n` +
        'Content-Disposition: attachment; filename="original.eml"\r\n' +
        `Content-Transfer-Encoding: base64\r\n\r\n${encoded}--${boundary}--\r\n`,
    ),
  ]);
}
