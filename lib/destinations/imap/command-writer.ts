import { once } from 'node:events';
import type { Socket } from 'node:net';

/** Text goes out as it is, so it is made of constants and of what command-arguments.ts returns. */
export type CommandPart = string | { readonly literal: readonly Buffer[] };

type OutgoingCommand = {
  readonly tag: string;
  readonly parts: readonly CommandPart[];
  /** Called before its first byte is sent. */
  onStart(): void;
  /** Whether the server has answered already, or will not any more. */
  isSettled(): boolean;
};

export type CommandWriter = {
  send(command: OutgoingCommand): void;
  /** The server said "go on". */
  goOn(): void;
  /** The server has answered the command; it no longer waits for a "go on". */
  settle(tag: string): void;
  stop(): void;
};

/** RFC 7888 section 5: LITERAL- is for literals of this size at most. */
const LITERAL_MINUS_BYTES = 4096;
/** Small pieces travel together: fewer system calls and TLS records. */
const WRITE_BYTES = 256 * 1024;

/**
 * Writes commands one after the other, none waiting for the answer of another. A literal waits for
 * the server's "go on" only where the server cannot do without (RFC 7888).
 */
export function createCommandWriter(
  socket: Socket,
  capabilities: ReadonlySet<string>,
): CommandWriter {
  const unsent: OutgoingCommand[] = [];
  const stopping = new AbortController();
  let isWriting = false;
  let waiting: { readonly tag: string; readonly goOn: () => void } | undefined;
  let pieces: Buffer[] = [];
  let piecesBytes = 0;

  function add(part: string | Buffer): void {
    const piece = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    pieces.push(piece);
    piecesBytes += piece.length;
  }

  /** What is large is not copied. */
  function writePieces(): boolean {
    if (piecesBytes <= 2 * WRITE_BYTES) return socket.write(Buffer.concat(pieces));
    socket.cork();
    const isRoomLeft = pieces.map((piece) => socket.write(piece)).every(Boolean);
    socket.uncork();
    return isRoomLeft;
  }

  async function flush(): Promise<void> {
    const isRoomLeft = writePieces();
    pieces = [];
    piecesBytes = 0;
    const { signal } = stopping;
    if (!isRoomLeft) await once(socket, 'drain', { signal }).catch(() => undefined);
  }

  async function permission(tag: string): Promise<void> {
    const permitted = new Promise<void>((goOn) => (waiting = { tag, goOn }));
    await flush();
    await permitted;
    waiting = undefined;
  }

  /** False when the server ended the command before the literal: nothing more of it may follow. */
  async function addLiteral(literal: readonly Buffer[], command: OutgoingCommand) {
    const sizeBytes = literal.reduce((sum, piece) => sum + piece.length, 0);
    if (mayFollowAtOnce(capabilities, sizeBytes)) {
      add(`{${sizeBytes}+}\r\n`);
    } else {
      add(`{${sizeBytes}}\r\n`);
      await permission(command.tag);
      if (command.isSettled()) return false;
    }
    for (const piece of literal) {
      add(piece);
      if (piecesBytes >= WRITE_BYTES) await flush();
    }
    return true;
  }

  async function write(command: OutgoingCommand): Promise<void> {
    command.onStart();
    add(`${command.tag} `);
    for (const part of command.parts) {
      if (typeof part === 'string') add(part);
      else if (!(await addLiteral(part.literal, command))) return;
    }
    add('\r\n');
  }

  async function writeUnsent(): Promise<void> {
    if (isWriting) return;
    isWriting = true;
    for (let command = unsent.shift(); command !== undefined; command = unsent.shift()) {
      await write(command);
      if (unsent.length === 0 || piecesBytes >= WRITE_BYTES) await flush();
    }
    isWriting = false;
  }

  return {
    send(command) {
      unsent.push(command);
      void writeUnsent();
    },
    goOn: () => waiting?.goOn(),
    settle(tag) {
      if (waiting?.tag === tag) waiting.goOn();
    },
    stop() {
      unsent.length = 0;
      stopping.abort();
      waiting?.goOn();
    },
  };
}

/** Whether the literal may be sent without waiting for the server's "go on". */
function mayFollowAtOnce(capabilities: ReadonlySet<string>, sizeBytes: number): boolean {
  if (capabilities.has('LITERAL+')) return true;
  return capabilities.has('LITERAL-') && sizeBytes <= LITERAL_MINUS_BYTES;
}
