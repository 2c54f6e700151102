import { sftpError } from '#lib/sources/sftp/errors.ts';
import type { SftpRequests } from '#lib/sources/sftp/requests.ts';

/** The largest that every server answers in full (draft-ietf-secsh-filexfer-02, 3). */
const PIECE_BYTES = 32 * 1024;
/** So many pieces are asked for at once: one at a time, a package would wait for every round trip. */
const PIECES_UNDER_WAY = 64;

/**
 * The bytes of a file from `startBytes` to the size it had when it was opened, in order.
 * @throws what ssh2 throws, and {PortError} `package-changed` when the file is written to meanwhile
 */
export async function* readFile(
  requests: SftpRequests,
  path: string,
  startBytes: number,
): AsyncGenerator<Buffer> {
  const handle = await requests.open(path);
  try {
    const { size, mtime } = await requests.stat(handle);
    const underWay: Promise<Buffer>[] = [];
    let asked = startBytes;
    while (asked < size || underWay.length > 0) {
      while (asked < size && underWay.length < PIECES_UNDER_WAY) {
        const length = Math.min(PIECE_BYTES, size - asked);
        const piece = readPiece(requests, handle, { position: asked, length });
        // When one fails, those behind it fail too, and nobody is left to hear them.
        piece.catch(() => undefined);
        underWay.push(piece);
        asked += length;
      }
      const next = await underWay.shift();
      if (next !== undefined) yield next;
    }
    const after = await requests.stat(handle);
    if (after.size !== size || after.mtime !== mtime) throw sftpError('package-changed');
  } finally {
    requests.closeHandle(handle);
  }
}

/** A server may answer a read with less than was asked for. */
async function readPiece(
  requests: SftpRequests,
  handle: Buffer,
  { position, length }: { position: number; length: number },
): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  for (let filled = 0; filled < length;) {
    const into = { buffer, bufferOffset: filled, position: position + filled };
    const bytesRead = await requests.read(handle, into);
    if (bytesRead === 0) throw sftpError('package-changed', new Error('the file was cut short'));
    filled += bytesRead;
  }
  return buffer;
}
