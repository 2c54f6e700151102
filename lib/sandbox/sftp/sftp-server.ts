import { timingSafeEqual, createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import ssh2, { type Algorithms, type Connection } from 'ssh2';
import { disconnect, NO_MORE_AUTH_METHODS_AVAILABLE } from '#lib/sandbox/sftp/disconnect.ts';
import { ensureHostKey, replaceHostKey } from '#lib/sandbox/sftp/host-key.ts';
import { readOnlyFiles } from '#lib/sandbox/sftp/read-only-files.ts';
import { serveSftpSession } from '#lib/sandbox/sftp/sftp-session.ts';

export type SftpAccount = {
  readonly username: string;
  readonly password: string;
  /** What its packages are of, for those who look for an account to try. */
  readonly product?: string;
  /** What is special about it, in words. */
  readonly note?: string;
  /** Asked for after the password, at every sign-in. */
  readonly verificationCode?: string;
  /** How long the server waits for the code before it hangs up; for ever when left out. */
  readonly codePatienceMs?: number;
  /** `locked`: turned away before its password is looked at. `silent`: never gets an answer. */
  readonly manner?: 'locked' | 'silent';
};

export type SftpServer = {
  readonly port: number;
  /** From the next connection on the server shows another key; it keeps it after a restart. */
  replaceHostKey(): Promise<void>;
  close(): Promise<void>;
};

type SftpServerOptions = {
  /** 0 for any free one. */
  readonly port: number;
  /** Holds the host key and a directory for each account, with its packages. */
  readonly directory: string;
  readonly accounts: readonly SftpAccount[];
};

/** Those that Node computes natively; the others are computed in JavaScript, many times slower. */
const ALGORITHMS: Algorithms = {
  kex: ['curve25519-sha256', 'ecdh-sha2-nistp256', 'diffie-hellman-group14-sha256'],
  cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes256-ctr'],
};

/** TeleMessage's SFTP server: sign-in by password, an account's own packages, nothing to write. */
export async function startSftpServer(options: SftpServerOptions): Promise<SftpServer> {
  await mkdir(options.directory, { recursive: true });
  const hostKeyFile = path.join(options.directory, 'host-key');
  for (const { username } of options.accounts) {
    await mkdir(accountDirectory(options.directory, username), { recursive: true });
  }

  const createSsh = (hostKey: string) =>
    new ssh2.Server({ hostKeys: [hostKey], algorithms: ALGORITHMS }, (client) => {
      // A client that goes away in the middle is everyday business, not a failure of the server.
      client.on('error', () => undefined);
      serveConnection(client, options);
    });
  let ssh = createSsh(await ensureHostKey(hostKeyFile));
  // SFTP is many small messages to and fro; waiting to fill a packet would cost 40 ms for each.
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    ssh.injectSocket(socket);
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');

  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('SFTP server has no port');
  return {
    port: address.port,
    replaceHostKey: async () => {
      ssh = createSsh(await replaceHostKey(hostKeyFile));
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Where an account's packages lie. */
export function accountDirectory(directory: string, username: string): string {
  return path.join(directory, username);
}

function serveConnection(client: Connection, { accounts, directory }: SftpServerOptions): void {
  let signedIn: SftpAccount | undefined;
  let awaitingCode: SftpAccount | undefined;

  client.on('authentication', (attempt) => {
    const manner = accounts.find(({ username }) => username === attempt.username)?.manner;
    if (manner === 'silent' && attempt.method !== 'none') return;
    if (manner === 'locked' && attempt.method !== 'none') {
      disconnect(client, NO_MORE_AUTH_METHODS_AVAILABLE);
    } else if (attempt.method === 'password') {
      const { username, password } = attempt;
      const account = accounts.find(
        (known) => known.username === username && isSame(known.password, password),
      );
      if (account === undefined) attempt.reject(['password']);
      else if (account.verificationCode === undefined) {
        signedIn = account;
        attempt.accept();
      } else {
        awaitingCode = account;
        attempt.reject(['keyboard-interactive'], true);
      }
    } else if (attempt.method === 'keyboard-interactive' && awaitingCode !== undefined) {
      const account = awaitingCode;
      const { codePatienceMs } = account;
      const hangUp =
        codePatienceMs === undefined ? undefined : setTimeout(() => client.end(), codePatienceMs);
      client.once('close', () => {
        clearTimeout(hangUp);
      });
      attempt.prompt([{ prompt: 'Enter Verification Code: ', echo: false }], ([code = '']) => {
        clearTimeout(hangUp);
        if (!isSame(account.verificationCode ?? '', code)) {
          attempt.reject(['keyboard-interactive']);
          return;
        }
        signedIn = account;
        attempt.accept();
      });
    } else attempt.reject(['password']);
  });

  client.on('session', (acceptSession) => {
    acceptSession().on('sftp', (acceptSftp) => {
      if (signedIn === undefined) return;
      const files = readOnlyFiles(accountDirectory(directory, signedIn.username));
      serveSftpSession(acceptSftp(), files);
    });
  });
}

function isSame(left: string, right: string): boolean {
  const [leftHash, rightHash] = [left, right].map((text) =>
    createHash('sha256').update(text).digest(),
  );
  return leftHash !== undefined && rightHash !== undefined && timingSafeEqual(leftHash, rightHash);
}
