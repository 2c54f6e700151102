import { z } from 'zod';
import { sumOfOutcomes, type RunCounters } from '#lib/domain/runs/check-books.ts';
import { ACTIVE_RUN_STATES, type ActiveRunState } from '#lib/domain/runs/run-state.ts';

/** Before so much time has passed, a rate says more about luck than about the import. */
const SHORTEST_MEASURE_MS = 2_000;

/** How far an active run is, as the portal shows it. */
export const runProgressSchema = z.object({
  runId: z.uuid(),
  state: z.enum(ACTIVE_RUN_STATES),
  /** Code of what the run waits for; null while it goes on. */
  waitingFor: z.string().nullable(),
  /** Packages while fetching, deliveries while delivering; null where a stage has nothing to count. */
  done: z.int().nullable(),
  total: z.int().nullable(),
  itemsRead: z.int(),
  /** Of the present stage, averaged since it began; null when it cannot be known. */
  itemsPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
});
export type RunProgress = z.infer<typeof runProgressSchema>;

export type RunUnderWay = RunCounters & {
  readonly id: string;
  readonly state: ActiveRunState;
  readonly waitingFor: string | null;
  readonly packagesFound: number;
  /** Read, refused or recognised as taken before. */
  readonly packagesDone: number;
  readonly fetchStartedAt: Date | null;
  readonly deliverStartedAt: Date | null;
};

export function progressOf(run: RunUnderWay, now: Date): RunProgress {
  const base = {
    runId: run.id,
    state: run.state,
    waitingFor: run.waitingFor,
    itemsRead: run.itemsAvailable,
  };
  if (run.state === 'fetching') {
    const itemsPerSecond = rateOf(run.itemsAvailable, run.fetchStartedAt, now);
    // How many items the packages still to come hold is not known.
    const count = { done: run.packagesDone, total: run.packagesFound, secondsLeft: null };
    return { ...base, ...count, itemsPerSecond };
  }
  if (run.state === 'delivering') {
    const done = sumOfOutcomes(run);
    const total = run.availableForImport;
    const delivered = run.imported + run.partiallyImported;
    const itemsPerSecond = rateOf(delivered, run.deliverStartedAt, now);
    const secondsLeft =
      itemsPerSecond === null || run.waitingFor !== null
        ? null
        : Math.max(0, total - done) / itemsPerSecond;
    return { ...base, done, total, itemsPerSecond, secondsLeft };
  }
  return { ...base, done: null, total: null, itemsPerSecond: null, secondsLeft: null };
}

/** Items a second since `start`; null when nothing has come yet or it is too early to say. */
function rateOf(items: number, start: Date | null, now: Date): number | null {
  if (start === null || items === 0) return null;
  const elapsedMs = now.getTime() - start.getTime();
  return elapsedMs < SHORTEST_MEASURE_MS ? null : (items / elapsedMs) * 1000;
}
