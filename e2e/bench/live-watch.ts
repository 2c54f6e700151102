import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '#lib/db/client.ts';
import { listConnectorsById } from '#lib/db/connector-list.ts';
import { toRunProgress } from '#lib/queries/run-summary-view.ts';
import type { RunProgress } from '#lib/domain/runs/run-progress.ts';

export type WatchedRun = {
  /** From queued to closed. */
  readonly seconds: number;
  /** While it delivered, at each moment: how long ago the shown number of deliveries was the true one. */
  readonly agesMs: readonly number[];
  /** By share of the run's time: how far the time left that was shown was off, as a share of it. */
  readonly timeLeftErrors: ReadonlyMap<number, number>;
};

/** As components/data-connectors/connectors/use-connector-list.ts. */
const LOOK_EVERY_MS = 500;
/** A person looks at the screen between two answers, too. */
const GLANCE_EVERY_MS = 50;

type Shown = { readonly at: number; readonly progress: RunProgress };

/** Looks at connectors as a browser does until their imports are closed, then says what it saw. */
export async function watchRuns(
  db: Database,
  connectorIds: readonly string[],
): Promise<readonly WatchedRun[]> {
  const shown = new Map<string, Shown[]>();
  for (;;) {
    const began = Date.now();
    const rows = await listConnectorsById(db, connectorIds);
    const active = rows.flatMap(({ activeRun }) => toRunProgress(activeRun, new Date()) ?? []);
    const at = Date.now();
    for (const progress of active) {
      shown.set(progress.runId, [...(shown.get(progress.runId) ?? []), { at, progress }]);
    }
    if (active.length === 0) break;
    await sleep(Math.max(0, LOOK_EVERY_MS - (Date.now() - began)));
  }
  const watched: WatchedRun[] = [];
  for (const [runId, looks] of shown) watched.push(await judge(db, runId, looks));
  return watched;
}

async function judge(db: Database, runId: string, looks: readonly Shown[]): Promise<WatchedRun> {
  const run = await db.run.findUniqueOrThrow({ where: { id: runId } });
  const imported = await db.delivery.findMany({
    where: { runId, importedAt: { not: null } },
    orderBy: { importedAt: 'asc' },
    select: { importedAt: true },
  });
  const times = imported.map(({ importedAt }) => importedAt?.getTime() ?? 0);
  const elsewhere = run.skipped + run.held + run.failed;
  const begin = run.createdAt.getTime();
  const end = run.finishedAt?.getTime() ?? 0;
  return {
    seconds: (end - begin) / 1000,
    agesMs: agesOf(looks, { times, elsewhere }),
    timeLeftErrors: new Map(
      [0.25, 0.5, 0.75].flatMap((share) => {
        const at = begin + share * (end - begin);
        const look = looks.findLast((one) => one.at <= at);
        const left = look?.progress.secondsLeft;
        if (look === undefined || left === null || left === undefined) return [];
        const truth = (end - look.at) / 1000;
        return [[share, Math.abs(left - truth) / truth]];
      }),
    ),
  };
}

/** `times`: when each delivery was made, in order; `elsewhere`: those that are counted as done besides. */
function agesOf(
  looks: readonly Shown[],
  { times, elsewhere }: { readonly times: readonly number[]; readonly elsewhere: number },
): readonly number[] {
  const delivering = looks.filter(({ progress }) => progress.state === 'delivering');
  const last = times.at(-1) ?? 0;
  return delivering.flatMap(({ at, progress }, index) => {
    const until = Math.min(delivering[index + 1]?.at ?? at, last);
    const count = (progress.done ?? 0) - elsewhere;
    // The first delivery that is not in what is shown: since then it is old.
    const missing = times[Math.max(0, count)];
    const ages: number[] = [];
    for (let glance = at; glance < until; glance += GLANCE_EVERY_MS) {
      ages.push(missing === undefined ? 0 : Math.max(0, glance - missing));
    }
    return ages;
  });
}
