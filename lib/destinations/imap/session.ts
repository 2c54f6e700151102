import type { Socket } from 'node:net';
import { type CommandPart, createCommandWriter } from '#lib/destinations/imap/command-writer.ts';
import { imapError, type RefusedCommand, toRefusalError } from '#lib/destinations/imap/errors.ts';
import type { Namespace } from '#lib/destinations/imap/folder-path.ts';
import {
  createResponseReader,
  type LiteralSink,
  type Response,
} from '#lib/destinations/imap/response-reader.ts';
import { PortError } from '#lib/domain/errors.ts';

export type Command = {
  readonly parts: readonly CommandPart[];
  /** What a refusal would be about. */
  readonly about: RefusedCommand;
  /** Takes the untagged answers. */
  readonly onResponse?: (response: Response) => void;
  readonly openLiteral?: (text: string) => LiteralSink;
};

/** What the server says it can do, and how it names folders. */
export type ServerTraits = {
  /** In upper case, without values. */
  readonly capabilities: ReadonlySet<string>;
  /** The largest message it takes (RFC 7889). */
  readonly appendLimitBytes: number;
  readonly namespace: Namespace;
};

/** A signed-in connection. */
export type Session = ServerTraits & {
  /**
   * Sends a command without waiting for those before it (RFC 3501 section 5.5).
   * @returns the text of the tagged OK.
   * @throws {PortError} what the server refused; `isInDoubt` when the connection ended after bytes of
   *   the command were sent and before its answer.
   */
  run(command: Command): Promise<string>;
  isOpen(): boolean;
  /** Says good-bye when nothing is under way, and ends the connection. */
  readonly close: () => void;
};

export type SignedIn = { readonly socket: Socket; readonly traits: ServerTraits };

type PendingCommand = Command & {
  isStarted: boolean;
  resolve(text: string): void;
  reject(error: PortError): void;
};

/** A server may think for long about a large batch; one that says nothing for this long is gone. */
const SILENCE_MS = 120_000;
const GOOD_BYE_MS = 2_000;
const UNCLAIMED_LITERAL: LiteralSink = { write: () => undefined };

/** Runs commands on a connection that has signed in. */
export function openSession({ socket, traits }: SignedIn): Session {
  const pending = new Map<string, PendingCommand>();
  const writer = createCommandWriter(socket, traits.capabilities);
  let commandCount = 0;
  let farewell: string | undefined;
  let socketError: Error | undefined;

  const read = createResponseReader({
    openLiteral: (text) => oldestReader()?.openLiteral?.(text) ?? UNCLAIMED_LITERAL,
    onResponse(response) {
      const { text } = response;
      if (text.startsWith('* BYE ')) farewell = text.slice('* BYE '.length);
      else if (text.startsWith('* ')) oldestReader()?.onResponse?.(response);
      else if (text.startsWith('+')) writer.goOn();
      else settle(text);
    },
  });

  socket.setNoDelay(true);
  socket.setTimeout(SILENCE_MS);
  socket.on('timeout', () => {
    if (pending.size > 0 || socket.writableEnded) socket.destroy(imapError('timed-out'));
  });
  socket.on('data', (chunk: Buffer) => {
    try {
      read(chunk);
    } catch (cause) {
      socket.destroy(imapError('not-an-imap-server', { cause }));
    }
  });
  socket.on('end', () => socket.destroy());
  socket.on('error', (error) => (socketError = error));
  socket.on('close', () => {
    const lost = [...pending.values()];
    pending.clear();
    writer.stop();
    for (const command of lost) command.reject(lostError(command));
  });
  // imapflow leaves it paused, so that nothing is missed.
  socket.resume();

  /** Whoever asked first gets what comes: commands that read are never sent two at a time. */
  function oldestReader(): PendingCommand | undefined {
    return pending.values().find(({ onResponse }) => onResponse !== undefined);
  }

  function settle(line: string): void {
    const [, tag = '', status = '', text = ''] = /^(\S+) (OK|NO|BAD)(?: (.*))?$/is.exec(line) ?? [];
    const command = pending.get(tag);
    if (command === undefined) return;
    pending.delete(tag);
    writer.settle(tag);
    if (status.toUpperCase() === 'OK') {
      command.resolve(text);
      return;
    }
    const refused = status.toUpperCase() === 'NO' ? 'NO' : 'BAD';
    command.reject(toRefusalError({ status: refused, text }, command.about));
  }

  function lostError({ about, isStarted }: Pick<PendingCommand, 'about' | 'isStarted'>): PortError {
    const { code, disposition, cause, retryAfterMs } = endOfConnection(about);
    return new PortError(code, disposition, {
      cause,
      isInDoubt: isStarted,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }

  function endOfConnection(about: RefusedCommand): PortError {
    if (farewell !== undefined) return toRefusalError({ status: 'BYE', text: farewell }, about);
    if (socketError instanceof PortError) return socketError;
    return imapError('connection-lost', { cause: socketError });
  }

  function isOpen(): boolean {
    return !socket.destroyed && !socket.writableEnded && farewell === undefined;
  }

  return {
    ...traits,
    isOpen,
    run: (command) =>
      new Promise((resolve, reject) => {
        if (!isOpen()) {
          reject(lostError({ about: command.about, isStarted: false }));
          return;
        }
        commandCount += 1;
        const tag = `c${commandCount}`;
        const entry: PendingCommand = { ...command, isStarted: false, resolve, reject };
        pending.set(tag, entry);
        writer.send({
          tag,
          parts: command.parts,
          onStart: () => (entry.isStarted = true),
          isSettled: () => !pending.has(tag),
        });
      }),
    close() {
      if (!isOpen() || pending.size > 0) {
        socket.destroy();
        return;
      }
      socket.setTimeout(GOOD_BYE_MS);
      socket.end('bye LOGOUT\r\n');
    },
  };
}
