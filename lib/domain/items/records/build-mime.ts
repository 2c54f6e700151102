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
    textPart(root.createChild('text/plain; charset=utf-8', { baseBoundary: boundary }), text),
    ...attachments.map(({ fileName, contentType, content }) => {
      const node = root.createChild(contentType, { baseBoundary: boundary, filename: fileName });
      node.setHeader('Content-Transfer-Encoding', 'base64');
      const body = wrapBase64(content.toString('base64'), LINE_LENGTH);
      return `${node.buildHeaders()}\r\n\r\n${body}`;
    }),
  ];
  const body = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  return Buffer.from(`${root.buildHeaders()}\r\n\r\n${body}--${boundary}--\r\n`, 'latin1');
}

function textPart(node: MimeNode, text: string): string {
  node.setContent(text);
  const headers = node.buildHeaders();
  return `${headers}\r\n\r\n${encodeText(text, node.getTransferEncoding())}`;
}

function encodeText(text: string, transferEncoding: string | false): string {
  if (transferEncoding === 'base64') {
    return wrapBase64(Buffer.from(text).toString('base64'), LINE_LENGTH);
  }
  if (transferEncoding === 'quoted-printable') {
    return wrapQuotedPrintable(encodeQuotedPrintable(text), LINE_LENGTH);
  }
  return text;
}
