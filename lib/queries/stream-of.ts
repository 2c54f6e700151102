import 'server-only';

/**
 * A download that is written as it is read: the next piece is asked for when the one before was taken.
 * A reader who goes away ends the source.
 */
export function streamOf(
  pieces: AsyncIterable<string | Uint8Array | Buffer>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const source = pieces[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await source.next();
      if (next.done === true) controller.close();
      else if (typeof next.value === 'string') controller.enqueue(encoder.encode(next.value));
      else controller.enqueue(new Uint8Array(next.value));
    },
    async cancel() {
      await source.return?.();
    },
  });
}
