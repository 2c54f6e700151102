import { z } from 'zod';
import { sumOfOutcomes, type RunCounters } from '#lib/domain/runs/check-books.ts';
import { rateSince, type ProgressCurve } from '#lib/domain/runs/progress-curve.ts';
import { ACTIVE_RUN_STATES, type ActiveRunState } from '#lib/domain/runs/run-state.ts';
import { secondsLeft, type PackageBytes, type PastPace } from '#lib/domain/runs/time-left.ts';

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
  /** Of the present stage, lately; null when it cannot be known. */
  itemsPerSecond: z.number().nullable(),
  /** Until the run is closed. */
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
  readonly reconcileStartedAt: Date | null;
  /** Null before the run has begun. */
  readonly curve: ProgressCurve | null;
  readonly packageBytes: PackageBytes | null;
  readonly past: PastPace | null;
};

export function progressOf(run: RunUnderWay, now: Date): RunProgress {
  const itemsPerSecond = rateOf(run, now);
  return {
    runId: run.id,
    state: run.state,
    waitingFor: run.waitingFor,
    itemsRead: run.itemsAvailable,
    itemsPerSecond,
    secondsLeft: run.waitingFor === null ? timeLeft(run, { rate: itemsPerSecond, now }) : null,
    ...countOf(run),
  };
}

function countOf(run: RunUnderWay): Pick<RunProgress, 'done' | 'total'> {
  if (run.state === 'fetching') return { done: run.packagesDone, total: run.packagesFound };
  if (run.state !== 'delivering') return { done: null, total: null };
  return { done: sumOfOutcomes(run), total: run.availableForImport };
}

function timeLeft(
  run: RunUnderWay,
  { rate, now }: { readonly rate: number | null; readonly now: Date },
): number | null {
  const start = stageStart(run);
  if (start === null) return null;
  const stageMs = now.getTime() - start.getTime();
  if (stageMs < SHORTEST_MEASURE_MS && run.state !== 'reconciling') return null;
  return secondsLeft({ ...run, rate, stageSeconds: stageMs / 1000 });
}

/** Items a second, lately; null when nothing has come yet or it is too early to say. */
function rateOf(run: RunUnderWay, now: Date): number | null {
  const start = stageStart(run);
  const { fetchStartedAt, curve } = run;
  if (start === null || fetchStartedAt === null || curve === null) return null;
  if (run.state !== 'fetching' && run.state !== 'delivering') return null;
  if (now.getTime() - start.getTime() < SHORTEST_MEASURE_MS) return null;
  const measure = run.state === 'fetching' ? 'itemsRead' : 'delivered';
  const second = (time: Date) => (time.getTime() - fetchStartedAt.getTime()) / 1000;
  return rateSince(curve, measure, { from: second(start), now: second(now) });
}

function stageStart(run: RunUnderWay): Date | null {
  if (run.state === 'fetching') return run.fetchStartedAt;
  if (run.state === 'delivering') return run.deliverStartedAt;
  return run.state === 'reconciling' ? run.reconcileStartedAt : null;
}
