import type { StagedObject } from '#lib/staging/port.ts';

type RemoteObject = {
  readonly sizeBytes: number;
  /** The bytes from there on. */
  readonly openAt: (startBytes: number) => AsyncGenerator<Buffer>;
};

/**
 * A package that is read where it lies, for one that is too large to be held in memory. To read on from
 * about where the last read ended costs nothing; anywhere else a new stream begins.
 */
export function openRemoteObject({ sizeBytes, openAt }: RemoteObject): StagedObject {
  let stream: AsyncGenerator<Buffer> | null = null;
  /** What was read last, and what has come beyond it. */
  let bytes: Buffer = Buffer.alloc(0);
  let bytesStart = 0;
  /** Reads take turns: there is one stream. */
  let turn: Promise<unknown> = Promise.resolve();

  async function close(): Promise<void> {
    const closing = stream;
    stream = null;
    await closing?.return(undefined);
  }

  async function read(startBytes: number, lengthBytes: number): Promise<Buffer> {
    const wanted = Math.max(0, Math.min(lengthBytes, sizeBytes - startBytes));
    const isNear = startBytes >= bytesStart && startBytes <= bytesStart + bytes.length;
    if (stream === null || !isNear) {
      await close();
      stream = openAt(startBytes);
      bytes = Buffer.alloc(0);
    } else bytes = bytes.subarray(startBytes - bytesStart);
    bytesStart = startBytes;

    const pieces = [bytes];
    let haveBytes = bytes.length;
    while (haveBytes < wanted) {
      const next = await stream.next();
      if (next.done === true) break;
      pieces.push(next.value);
      haveBytes += next.value.length;
    }
    if (pieces.length > 1) bytes = Buffer.concat(pieces);
    return bytes.subarray(0, wanted);
  }

  return {
    sizeBytes,
    read(startBytes, lengthBytes) {
      const reading = turn.then(() => read(startBytes, lengthBytes));
      turn = reading.catch(() => undefined);
      return reading;
    },
    async close() {
      await turn;
      await close();
    },
  };
}
