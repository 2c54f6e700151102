import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Variables } from '#lib/cli/environment/load-installation.ts';
import { AppError } from '#lib/domain/errors.ts';

/**
 * Runs a script under this Node to its end, silently.
 * @param options.signal ends it early
 * @throws {AppError} when it fails, with all it printed.
 */
export async function runStep(options: {
  /** What could not be done if it fails: "The web app could not be built". */
  readonly failure: string;
  readonly script: string;
  readonly args: readonly string[];
  readonly variables: Variables;
  readonly signal: AbortSignal;
}): Promise<string> {
  options.signal.throwIfAborted();
  const child = spawn(process.execPath, [options.script, ...options.args], {
    env: { ...options.variables },
    // Detached: Ctrl-C in a terminal must reach the launcher only, which passes it on by the signal.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => child.kill('SIGTERM');
  options.signal.addEventListener('abort', end);
  const exitCode = new Promise<number | null>((resolve, reject) => {
    child.on('exit', resolve);
    child.on('error', reject);
  });
  const [code, out, errors] = await Promise.all([exitCode, text(child.stdout), text(child.stderr)]);
  options.signal.removeEventListener('abort', end);
  options.signal.throwIfAborted();
  if (code !== 0) {
    throw new AppError('step-failed', `${options.failure}:\n${`${out}\n${errors}`.trim()}`);
  }
  return out;
}
