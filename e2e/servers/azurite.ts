import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '#lib/cli/launcher/ports.ts';
import { processEnvironment } from '#lib/config/env.ts';

export type Azurite = {
  readonly connectionString: string;
  /** Where everything it was given lies on the disk. */
  readonly directory: string;
  stop(): Promise<void>;
};

const ACCOUNT = 'custody';
const START_TIMEOUT_MS = 30_000;

/**
 * Azurite, Microsoft's own stand-in for Azure Blob Storage, on a free port of 127.0.0.1 with an account
 * and a directory of its own. It tells Microsoft nothing.
 * @throws {Error} when it does not come up
 */
export async function startAzurite(): Promise<Azurite> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'custody-azurite-'));
  const port = await findFreePort();
  const accountKey = randomBytes(64).toString('base64');
  const program = createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js');
  const host = ['--blobHost', '127.0.0.1', '--blobPort', String(port)];
  const quiet = ['--disableTelemetry', '--skipApiVersionCheck', '--silent'];
  const server = spawn(process.execPath, [program, ...host, ...quiet, '--location', directory], {
    cwd: directory,
    env: {
      ...processEnvironment(),
      NODE_ENV: 'test',
      AZURITE_ACCOUNTS: `${ACCOUNT}:${accountKey}`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
    }
    await rm(directory, { recursive: true, force: true });
  };

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(port))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`Azurite did not start: ${said}`);
    }
    await sleep(50);
  }
  return {
    connectionString:
      `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${accountKey};` +
      `BlobEndpoint=http://127.0.0.1:${port}/${ACCOUNT};`,
    directory,
    stop,
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
