import path from 'node:path';
import { nextScript } from '#lib/cli/environment/build-web.ts';
import type { Variables } from '#lib/cli/environment/load-installation.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { startChildProcess, type ChildProcess } from '#lib/cli/launcher/child-process.ts';
import { keepRunning } from '#lib/cli/launcher/keep-running.ts';
import { untilAnswers } from '#lib/cli/launcher/until-answers.ts';
import { withWorkerMemory } from '#lib/cli/launcher/worker-memory.ts';
import type { Env } from '#lib/config/env.ts';
import { AppError } from '#lib/domain/errors.ts';

type Options = {
  readonly env: Env;
  readonly variables: Variables;
  readonly isDevelopment: boolean;
  /** Where each service leaves how it is ended. */
  readonly running: AsyncDisposableStack;
  readonly signal: AbortSignal;
};

/**
 * Starts sandbox, web app and worker and waits until each is ready.
 * @returns a promise that rejects when one that is not started again ends.
 * @throws {AppError} when one ends before it is ready.
 */
export async function startServices(options: Options): Promise<{ firstEnd: Promise<never> }> {
  const { env, running, signal } = options;
  const sandbox = env.sandbox === undefined ? undefined : startService('sandbox', options);
  if (sandbox !== undefined) running.defer(sandbox.stop);
  const web = startWeb(options);
  const worker = keepRunning(() => startService('worker', options));
  running.defer(() => Promise.all([web.stop(), worker.stop()]).then(() => undefined));

  const firstEnd = Promise.race([web, ...(sandbox === undefined ? [] : [sandbox])].map(failAtEnd));
  // Whoever waits for it hears of it; nobody may, when something else fails first.
  firstEnd.catch(() => undefined);
  const isReady = Promise.all([
    sandbox?.ready,
    worker.ready,
    untilAnswers(`http://127.0.0.1:${env.port}/`, signal),
  ]);
  await Promise.race([isReady, firstEnd, rejectOnAbort(signal)]);
  return { firstEnd };
}

/** Starts one of our own processes, which says itself when it is ready. */
export function startService(
  name: 'worker' | 'sandbox',
  { variables, isDevelopment }: Pick<Options, 'variables' | 'isDevelopment'>,
): ChildProcess {
  const child = startChildProcess({
    name,
    script: path.join(sourceRoot, 'lib', name, 'main.ts'),
    variables: name === 'worker' ? withWorkerMemory(variables) : variables,
    isWatched: isDevelopment,
  });
  console.log(`Started the ${name}: process ${child.pid ?? 'unknown'}.`);
  return child;
}

function startWeb({ env, variables, isDevelopment }: Options): ChildProcess {
  const host = env.sandbox === undefined ? [] : ['--hostname', '127.0.0.1'];
  return startChildProcess({
    name: 'web',
    script: nextScript,
    args: [isDevelopment ? 'dev' : 'start', '--port', String(env.port), ...host, sourceRoot],
    variables,
  });
}

async function failAtEnd(child: ChildProcess): Promise<never> {
  const ending = await child.ended;
  throw new AppError(
    'service-ended',
    `The ${child.name} has ended unexpectedly (${ending}). Its last lines above say why.`,
  );
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const rejectNow = () => {
      reject(new Error('asked to end while starting'));
    };
    if (signal.aborted) rejectNow();
    signal.addEventListener('abort', rejectNow);
  });
}
