import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export type KeptProcess = {
  /** Ends it as a power cut would; it is started again. */
  kill(): void;
  /** Ends it for good. */
  stop(): Promise<void>;
  /** Of the process that runs now. */
  readonly pid: () => number | undefined;
};

const RESTART_AFTER_MS = 200;

/** Keeps a Node process running, whatever ends it. What it prints goes to the end of a file. */
export function keepProcess(options: {
  readonly script: string;
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly variables: NodeJS.ProcessEnv;
  readonly logFile: string;
}): KeptProcess {
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const start = (): ChildProcess => {
    const log = openSync(options.logFile, 'a');
    const args = [...(options.nodeArgs ?? []), options.script, ...(options.args ?? [])];
    const child = spawn(process.execPath, args, {
      env: { ...options.variables },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    return child;
  };

  let child = start();
  const keep = async () => {
    for (;;) {
      await once(child, 'exit');
      if (isStopping()) return;
      await sleep(RESTART_AFTER_MS);
      if (isStopping()) return;
      child = start();
    }
  };
  const kept = keep();
  return {
    kill: () => {
      child.kill('SIGKILL');
    },
    async stop() {
      stopping.abort();
      child.kill('SIGKILL');
      await kept;
    },
    pid: () => child.pid,
  };
}
