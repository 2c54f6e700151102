/** Takes a literal as it arrives, so that no message is held whole. */
export type LiteralSink = { write(bytes: Buffer): void };

/** One answer: a line, or several with literals between them, where `{n}` stays in the text. */
export type Response = { readonly text: string; readonly literals: readonly LiteralSink[] };

type ResponseHandler = {
  /** Called before a literal arrives, with the text up to it. */
  openLiteral(text: string): LiteralSink;
  onResponse(response: Response): void;
};

/** A list of a million UIDs is under 8 MB; more without a line's end is no IMAP server. */
const LONGEST_LINE_BYTES = 16 * 1024 * 1024;
const NOTHING = Buffer.alloc(0);

/**
 * Cuts what the server sends into answers (RFC 3501 sections 2.2.2 and 4.3). The function it returns
 * takes the bytes as they come and throws when they cannot be IMAP.
 */
export function createResponseReader(handler: ResponseHandler): (chunk: Buffer) => void {
  let unfinishedLine: Buffer = NOTHING;
  let text = '';
  let literals: LiteralSink[] = [];
  let open: { readonly sink: LiteralSink; missingBytes: number } | undefined;

  function takeLine(line: string): void {
    text += line;
    const size = /\{(\d+)\}$/.exec(line)?.[1];
    if (size === undefined) {
      const response = { text, literals };
      text = '';
      literals = [];
      handler.onResponse(response);
      return;
    }
    const sink = handler.openLiteral(text);
    literals.push(sink);
    open = { sink, missingBytes: Number(size) };
  }

  /** The bytes after what belongs to the open literal. */
  function takeLiteral(bytes: Buffer): Buffer {
    if (open === undefined) return bytes;
    const own = bytes.subarray(0, open.missingBytes);
    if (own.length > 0) open.sink.write(own);
    open.missingBytes -= own.length;
    if (open.missingBytes === 0) open = undefined;
    return bytes.subarray(own.length);
  }

  return (chunk) => {
    let rest = takeLiteral(chunk);
    while (rest.length > 0 && open === undefined) {
      const end = rest.indexOf(0x0a);
      if (end === -1) {
        unfinishedLine = Buffer.concat([unfinishedLine, rest]);
        if (unfinishedLine.length > LONGEST_LINE_BYTES) throw new Error('endless line');
        return;
      }
      const line = Buffer.concat([unfinishedLine, rest.subarray(0, end)]).toString('latin1');
      unfinishedLine = NOTHING;
      rest = rest.subarray(end + 1);
      takeLine(line.endsWith('\r') ? line.slice(0, -1) : line);
      rest = takeLiteral(rest);
    }
  };
}
