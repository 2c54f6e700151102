import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { AppError } from '#lib/domain/errors.ts';

/**
 * Holds DATA_DIR for this launcher until the process ends, however it ends: a lock file would stay
 * behind when it is killed, a listening socket does not answer any more.
 * @throws {AppError} when another launcher holds it.
 */
export async function lockInstallation(dataDir: string): Promise<void> {
  // Relative, because the path of a socket may have about 100 characters only.
  const socketFile = path.relative(process.cwd(), path.join(dataDir, 'launcher.sock'));
  if (await answers(socketFile)) {
    throw new AppError(
      'already-running',
      `Custody is already running on ${dataDir}. Stop it first, or set DATA_DIR to another directory.`,
    );
  }
  await rm(socketFile, { force: true });
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketFile, resolve);
  });
  server.unref();
}

function answers(socketFile: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketFile);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
