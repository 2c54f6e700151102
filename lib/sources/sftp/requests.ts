import type { Client, FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2';
import { sftpError } from '#lib/sources/sftp/errors.ts';

type Callback<Result> = (error: Error | undefined | null, result: Result) => void;

/** The requests Custody makes, as promises that always end: ssh2 never answers on a dead connection. */
export type SftpRequests = {
  list(directory: string): Promise<FileEntryWithStats[]>;
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

/** @throws {PortError} `connection-lost` */
export async function openRequests(client: Client): Promise<SftpRequests> {
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
      send((error, result) => {
        if (error) reject(error);
        else resolve(result);
      });
    });
  }

  const sftp = await openChannel(client);
  // It ends before the connection does, and drops what is asked of it from then on.
  sftp.once('end', lose).once('close', lose);
  return {
    list: (directory) =>
      request((callback) => {
        sftp.readdir(directory, callback);
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
