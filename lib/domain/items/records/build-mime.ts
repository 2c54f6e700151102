import { wrap as wrapBase64 } from 'nodemailer/lib/base64';
import MimeNode, { type MimeNodeHeader } from 'nodemailer/lib/mime-node';
import { encode as encodeQuotedPrintable, wrap as wrapQuotedPrintable } from 'nodemailer/lib/qp';

export type MimeAttachment = {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Buffer;
};

export type MimeContent = {
  /** Date and Message-ID among them: left out, they would come from a clock and from chance. */
  readonly headers: readonly MimeNodeHeader[];
  /** In no part: `=_` occurs neither in base64 nor in quoted-printable. */
  readonly boundary: `=_${string}`;
  /** With CRLF line ends. */
  readonly text: string;
  readonly attachments: readonly MimeAttachment[];
};

/** Longest line of an encoded body (RFC 2045 6.7 and 6.8). */
const LINE_LENGTH = 76;

/**
 * A `multipart/mixed` message in 7-bit ASCII with CRLF. Headers are nodemailer's; the parts are put
 * together here because its streams take several times as long.
 */
export function buildMime({ headers, boundary, text, attachments }: MimeContent): Buffer {
  const root = new MimeNode(`multipart/mixed; boundary="${boundary}"`, { baseBoundary: boundary });
  for (const { key, value } of headers) root.setHeader(key, value);
  const parts = [
    textPart(text),
    ...attachments.map(({ content, ...named }) => {
      const body = wrapBase64(content.toString('base64'), LINE_LENGTH);
      return `${attachmentHeaders(root, named)}\r\n\r\n${body}`;
    }),
  ];
  const body = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  return Buffer.from(`${root.buildHeaders()}\r\n\r\n${body}--${boundary}--\r\n`, 'latin1');
}

function attachmentHeaders(
  root: MimeNode,
  { fileName, contentType }: Omit<MimeAttachment, 'content'>,
): string {
  const { baseBoundary } = root;
  const node = root.createChild(contentType, { baseBoundary, filename: fileName });
  node.setHeader('Content-Transfer-Encoding', 'base64');
  return node.buildHeaders();
}

function textPart(text: string): string {
  const { transferEncoding, body } = encodeText(text);
  return [
    'Content-Type: text/plain; charset=utf-8',
    `Content-Transfer-Encoding: ${transferEncoding}`,
    '',
    body,
  ].join('\r\n');
}

/** As it is when plain and short-lined; else what is shorter and, for Latin letters, readable. */
function encodeText(text: string) {
  const isPlain = /^[\t\r\n\u0020-\u007e]*$/.test(text);
  if (isPlain && !/[^\r\n]{77}|[\t ](?:\r|$)/.test(text)) {
    return { transferEncoding: '7bit', body: text };
  }
  const bytes = Buffer.from(text);
  const quoted = encodeQuotedPrintable(bytes);
  return quoted.length <= bytes.length * 2
    ? { transferEncoding: 'quoted-printable', body: wrapQuotedPrintable(quoted, LINE_LENGTH) }
    : { transferEncoding: 'base64', body: wrapBase64(bytes.toString('base64'), LINE_LENGTH) };
}
