import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What happens to bytes on their way: they go on, in part or whole, or the connection is cut. */
export type Passage = (chunk: Buffer) => Buffer | 'cut' | { readonly lastBytes: Buffer };

export type ImapProxy = {
  readonly port: number;
  /** Replaces what is done with bytes from now on, for connections that are open as well. */
  setPassage(passage: { readonly toServer?: Passage; readonly toClient?: Passage }): void;
  stop(): Promise<void>;
};

/**
 * A network of its own between an IMAP client and its server: with a delay in each direction, and
 * cut at whatever point of the protocol a test names.
 */
export async function startImapProxy(
  serverPort: number,
  { delayMs = 0 }: { readonly delayMs?: number } = {},
): Promise<ImapProxy> {
  let passages: { readonly toServer?: Passage; readonly toClient?: Passage } = {};
  const sockets = new Set<Socket>();

  const proxy = createServer((client) => {
    const server = connect(serverPort, '127.0.0.1');
    const cut = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', cut);
      socket.on('close', () => {
        sockets.delete(socket);
        later(delayMs, cut);
      });
    }
    const carry = (from: Socket, to: Socket, passage: () => Passage | undefined) => {
      from.on('data', (chunk: Buffer) => {
        const passed = passage()?.(chunk) ?? chunk;
        if (passed === 'cut') cut();
        else if (Buffer.isBuffer(passed)) later(delayMs, () => to.write(passed));
        else {
          const { lastBytes } = passed;
          later(delayMs, () => to.write(lastBytes, cut));
        }
      });
    };
    carry(client, server, () => passages.toServer);
    carry(server, client, () => passages.toClient);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');

  return {
    port: address.port,
    setPassage(passage) {
      passages = passage;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}

function later(delayMs: number, work: () => void): void {
  if (delayMs === 0) work();
  else setTimeout(work, delayMs);
}
