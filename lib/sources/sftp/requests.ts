import type { Client, FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2';
import { sftpError } from '#lib/sources/sftp/errors.ts';

type Callback<Result> = (error: Error | undefined | null, result: Result) => void;

/** The requests Custody makes, as promises that always end: ssh2 never answers on a dead connection. */
export type SftpRequests = {
  list(directory: string): Promise<FileEntryWithStats[]>;
  /** Of the name itself, not of what a link leads to. */
  lstat(path: string): Promise<Stats>;
  mkdir(path: string): Promise<void>;
  /** Fails where the new name is taken. */
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  open(path: string): Promise<Buffer>;
  stat(handle: Buffer): Promise<Stats>;
  /** Reads into the buffer from `bufferOffset` on; resolves to the number of bytes. */
  read(
    handle: Buffer,
    into: { readonly buffer: Buffer; readonly bufferOffset: number; readonly position: number },
  ): Promise<number>;
  /** Not waited for: what it frees is freed with the connection at the latest. */
  closeHandle(handle: Buffer): void;
};

/** A server that keeps the connection and answers nothing is as good as gone. */
const ANSWER_TIMEOUT_MS = 60_000;

/**
 * @param answerTimeoutMs how long the server may take for one answer; then the connection is ended
 * @throws {PortError} `connection-lost`, `timed-out`
 */
export async function openRequests(
  client: Client,
  answerTimeoutMs = ANSWER_TIMEOUT_MS,
): Promise<SftpRequests> {
  let isLost = false;
  const lose = () => {
    isLost = true;
  };
  client.once('close', lose);

  /** Those under way when the connection ends are failed by ssh2, those made later by this. */
  function request<Result>(send: (callback: Callback<Result>) => void): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (isLost) {
        reject(sftpError('connection-lost'));
        return;
      }
      const timer = setTimeout(() => {
        reject(sftpError('timed-out'));
        client.destroy();
      }, answerTimeoutMs);
      send((error, result) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve(result);
      });
    });
  }
  const perform = (send: (callback: (error?: Error | null) => void) => void) =>
    request<undefined>((callback) => {
      send((error) => {
        callback(error, undefined);
      });
    });

  const sftp = await openChannel(client);
  // It ends before the connection does, and drops what is asked of it from then on.
  sftp.once('end', lose).once('close', lose);
  return {
    list: (directory) =>
      request((callback) => {
        sftp.readdir(directory, callback);
      }),
    lstat: (path) =>
      request((callback) => {
        sftp.lstat(path, callback);
      }),
    mkdir: (path) =>
      perform((callback) => {
        sftp.mkdir(path, callback);
      }),
    rename: (from, to) =>
      perform((callback) => {
        sftp.rename(from, to, callback);
      }),
    unlink: (path) =>
      perform((callback) => {
        sftp.unlink(path, callback);
      }),
    open: (path) =>
      request((callback) => {
        sftp.open(path, 'r', callback);
      }),
    stat: (handle) =>
      request((callback) => {
        sftp.fstat(handle, callback);
      }),
    read: (handle, { buffer, bufferOffset, position }) =>
      request((callback) => {
        const length = buffer.length - bufferOffset;
        sftp.read(handle, buffer, bufferOffset, length, position, callback);
      }),
    closeHandle: (handle) => {
      if (!isLost) sftp.close(handle, () => undefined);
    },
  };
}

function openChannel(client: Client): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) => {
    const lose = () => {
      reject(sftpError('connection-lost'));
    };
    client.once('close', lose);
    client.sftp((error, sftp) => {
      client.off('close', lose);
      if (error) reject(sftpError('connection-lost', error));
      else resolve(sftp);
    });
  });
}
