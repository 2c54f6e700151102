import { spawn } from 'node:child_process';
import { readdir, readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { givenVariables } from '#lib/cli/environment/given-variables.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { findFreePort } from '#lib/cli/launcher/ports.ts';
import { postgresUrl } from '#lib/cli/postgres/server.ts';

/** Custody as `npm start` starts it, in a directory and on ports of its own. */
export type Stack = {
  readonly portalUrl: string;
  /** The mailbox browser; the stand-ins for Microsoft's services are below it. */
  readonly sandboxUrl: string;
  readonly sftpPort: number;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Process number of the launcher. */
  readonly pid: number;
  /** Process number of the worker that runs now. */
  readonly workerPid: () => number;
  /** All lines so far, of the launcher and of what it started. */
  readonly lines: readonly string[];
  /** Settles when the launcher has ended, with its exit code; null after a signal. */
  readonly ended: Promise<number | null>;
  /** Ends it as Ctrl-C does. Leaves the files. */
  readonly stop: () => Promise<void>;
};

export type StackPlace = {
  readonly dataDir: string;
  readonly port: number;
  readonly sandboxPort: number;
  readonly sftpPort: number;
  readonly databasePort: number;
};

const START_TIMEOUT_MS = 120_000;

/** A new temporary directory and free ports. The caller removes the directory. */
export async function findStackPlace(): Promise<StackPlace> {
  return {
    dataDir: await mkdtemp(path.join(tmpdir(), 'custody-test-')),
    port: await findFreePort(),
    sandboxPort: await findFreePort(),
    sftpPort: await findFreePort(),
    databasePort: await findFreePort(),
  };
}

export function removeStackPlace({ dataDir }: StackPlace): Promise<void> {
  return rm(dataDir, { recursive: true, force: true });
}

/**
 * Starts the launcher and waits until it says that everything is ready.
 * @throws {Error} with what it printed, when it ends before that.
 */
export async function startStack(
  place: StackPlace,
  variables: Readonly<Record<string, string>> = {},
): Promise<Stack> {
  const launcher = spawnLauncher(place, variables);
  const ready = launcher.lineThat((line) => line.startsWith('Custody is ready at '));
  const isReady = await Promise.race([
    ready.then(() => true),
    launcher.ended.then(() => false),
    delay(START_TIMEOUT_MS, false, { ref: false }),
  ]);
  if (!isReady) {
    launcher.kill('SIGTERM');
    await launcher.ended;
    throw new Error(`Custody did not start. It said:\n${launcher.lines.join('\n')}`);
  }
  const password = await readFile(path.join(place.dataDir, 'keys', 'DATABASE_PASSWORD'), 'utf8');
  return {
    portalUrl: `http://localhost:${place.port}`,
    sandboxUrl: `http://127.0.0.1:${place.sandboxPort}`,
    sftpPort: place.sftpPort,
    databaseUrl: postgresUrl({
      port: place.databasePort,
      password: password.trim(),
      name: 'custody',
    }),
    dataDir: place.dataDir,
    pid: launcher.pid,
    workerPid: () => findWorkerPid(launcher.lines),
    lines: launcher.lines,
    ended: launcher.ended,
    stop: async () => {
      launcher.kill('SIGTERM');
      await launcher.ended;
    },
  };
}

/** Runs the launcher without waiting for anything, for tests of what it refuses. */
export function spawnLauncher(place: StackPlace, variables: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [path.join(sourceRoot, 'lib/cli/start.ts')], {
    cwd: sourceRoot,
    env: {
      ...givenVariables(),
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      DATA_DIR: place.dataDir,
      PORT: String(place.port),
      SANDBOX_PORT: String(place.sandboxPort),
      SANDBOX_SFTP_PORT: String(place.sftpPort),
      DATABASE_PORT: String(place.databasePort),
      // Those who look at them give ports of their own.
      OPERATIONS_WEB_PORT: '0',
      OPERATIONS_WORKER_PORT: '0',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  for (const output of [child.stdout, child.stderr]) {
    createInterface({ input: output }).on('line', (line) => {
      lines.push(line);
      for (const listener of listeners) listener(line);
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  const lineThat = (matches: (line: string) => boolean) =>
    new Promise<string>((resolve) => {
      listeners.add((line) => {
        if (matches(line)) resolve(line);
      });
    });
  return {
    pid: child.pid ?? 0,
    lines,
    ended,
    /** The next line that matches. */
    lineThat,
    kill: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => child.kill(signal),
  };
}

function findWorkerPid(lines: readonly string[]): number {
  const started = lines.findLast((line) => line.startsWith('Started the worker: process '));
  const pid = Number(started?.match(/\d+/)?.[0]);
  if (Number.isNaN(pid)) throw new Error('the worker has not been started');
  return pid;
}

/** What runs of a Custody with the data directory. */
export async function listProcesses(
  dataDir: string,
): Promise<readonly { pid: number; command: string }[]> {
  const found: { pid: number; command: string }[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const [command, environment] = await Promise.all(
      ['cmdline', 'environ'].map((file) =>
        readFile(`/proc/${name}/${file}`, 'utf8').catch(() => ''),
      ),
    );
    if (command === undefined || command === '') continue;
    if (!command.includes(dataDir) && environment?.includes(dataDir) !== true) continue;
    found.push({ pid, command: command.replaceAll('\0', ' ').trim() });
  }
  return found;
}
