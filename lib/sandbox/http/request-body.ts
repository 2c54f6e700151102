import type { IncomingMessage } from 'node:http';

/** More was sent than is allowed. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** The whole body. @throws {BodyTooLargeError} as soon as it is clear that there is more. */
export async function readBody(request: IncomingMessage, maximumBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maximumBytes) throw new BodyTooLargeError();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > maximumBytes) throw new BodyTooLargeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The fields of a submitted form. @throws {BodyTooLargeError} */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams((await readBody(request, 64 * 1024)).toString('utf8'));
}

/**
 * Whether a form comes from a page of this server. Without the header it was no browser; a browser
 * sends it with every POST, and another site cannot change it.
 */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || origin === `http://${host ?? ''}`;
}
