import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Variables } from '#lib/cli/environment/load-installation.ts';

export type ChildProcess = {
  readonly name: string;
  readonly pid: number | undefined;
  /** Settles when the process has said that it is ready; never, if it does not. */
  readonly ready: Promise<void>;
  /** How it ended, in words. */
  readonly ended: Promise<string>;
  /** Asks it to end, and kills it and what it started when it does not. */
  readonly stop: () => Promise<void>;
};

const STOP_TIMEOUT_MS = 30_000;
const namesWidth = 'database'.length;

/** Starts a script of ours, or of a package, under this Node, and shows its lines with its name. */
export function startChildProcess(options: {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  readonly variables: Variables;
  /** Start it again whenever one of its source files changes. */
  readonly isWatched?: boolean;
}): ChildProcess {
  const endWithLauncher = path.join(import.meta.dirname, 'end-with-launcher.ts');
  const child = spawn(
    process.execPath,
    [
      ...(options.isWatched === true ? ['--watch', '--watch-preserve-output'] : []),
      `--import=file://${endWithLauncher}?launcher=${process.pid}`,
      options.script,
      ...(options.args ?? []),
    ],
    {
      env: { ...options.variables },
      // Detached: Ctrl-C in a terminal must reach the launcher only, which ends things in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  for (const output of [child.stdout, child.stderr]) {
    if (output !== null) showLines(options.name, output);
  }

  const ended = new Promise<string>((resolve) => {
    child.on('exit', (code, signal) => {
      resolve(signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`);
    });
    child.on('error', (error) => {
      resolve(error.message);
    });
  });
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (message === 'ready') resolve();
    });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const inTime = await Promise.race([
      ended.then(() => true),
      delay(STOP_TIMEOUT_MS, false, { ref: false }),
    ]);
    if (!inTime && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await ended;
  };
  return { name: options.name, pid: child.pid, ready, ended, stop };
}

function showLines(name: string, output: Readable): void {
  createInterface({ input: output }).on('line', (line) => {
    console.log(`${name.padEnd(namesWidth)} | ${line}`);
  });
}
