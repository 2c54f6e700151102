import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';
import type { GraphLimits } from '#lib/sandbox/graph/throttle.ts';

type StandInOptions = {
  readonly mailboxes: readonly string[];
  /** None when left out. */
  readonly limits?: Partial<GraphLimits>;
  readonly latencyMs?: number;
  /** Where a profile of its CPU time is to be written. */
  readonly profileDirectory?: string;
};

const readySchema = z.object({ graphUrl: z.string(), token: z.string() });
const reportSchema = z.object({
  cpuMicroseconds: z.number(),
  traffic: z.object({
    requests: z.number(),
    refused: z.number(),
    tooManyAtOnce: z.number(),
    early: z.number(),
  }),
});

/** Graph's stand-in in a process of its own, so that its work is told apart from ours. */
export async function startGraphStandIn({ profileDirectory, ...options }: StandInOptions) {
  const execArgv =
    profileDirectory === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profileDirectory];
  const script = path.join(import.meta.dirname, 'graph-stand-in.ts');
  const standIn = fork(script, [JSON.stringify(options)], { execArgv });
  const answer = () => new Promise<unknown>((resolve) => standIn.once('message', resolve));
  const ask = async (question: string) => {
    const answered = answer();
    standIn.send(question);
    return answered;
  };
  const { graphUrl, token } = readySchema.parse(await answer());
  return {
    graphUrl,
    getToken: () => Promise.resolve(token),
    /** Counts its CPU time from now on. */
    startCount: () => ask('start'),
    report: async () => reportSchema.parse(await ask('report')),
    stop: async () => {
      const ended = once(standIn, 'exit');
      standIn.send('end');
      await ended;
    },
  };
}
