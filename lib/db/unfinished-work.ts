import type { Transaction } from '#lib/db/client.ts';

/**
 * What is still to be done in the present stages of all runs, of read-backs and of previews, each as the job that
 * does it. Runs that rest have no job until they are woken.
 */
export type UnfinishedWork =
  | {
      readonly name: 'run.start' | 'run.replay' | 'run.reconcile';
      readonly payload: { readonly runId: string };
    }
  | {
      readonly name: 'run.fetch';
      readonly payload: { readonly runId: string; readonly packageId: string };
    }
  | {
      readonly name: 'run.deliver';
      readonly payload: { readonly runId: string; readonly shard: number };
    }
  | { readonly name: 'coverage.preview'; readonly payload: { readonly previewId: string } }
  | { readonly name: 'run.read-back'; readonly payload: { readonly readBackId: string } };

export async function listUnfinishedWork(db: Transaction): Promise<readonly UnfinishedWork[]> {
  const runs = await db.run.findMany({
    where: {
      wakeAt: null,
      OR: [
        { state: { in: ['queued', 'reconciling'] } },
        { state: 'fetching', trigger: 'replay', replayItems: { some: { readAt: null } } },
      ],
    },
    select: { id: true, state: true, trigger: true },
  });
  const packages = await db.package.findMany({
    where: { state: { in: ['found', 'staged'] }, run: { state: 'fetching', wakeAt: null } },
    select: { id: true, runId: true },
  });
  const shards = await db.runShard.findMany({
    where: { doneAt: null, run: { state: 'delivering', wakeAt: null } },
    select: { runId: true, shard: true },
  });
  const readBacks = await db.readBack.findMany({
    where: { state: { in: ['queued', 'running'] } },
    select: { id: true },
  });
  const previews = await db.coveragePreview.findMany({
    where: { state: { in: ['queued', 'running'] } },
    select: { id: true },
  });
  return [
    ...previews.map(({ id: previewId }) => {
      return { name: 'coverage.preview', payload: { previewId } } as const;
    }),
    ...readBacks.map(({ id: readBackId }) => {
      return { name: 'run.read-back', payload: { readBackId } } as const;
    }),
    ...runs.map(({ id: runId, state, trigger }) => {
      const reading = trigger === 'replay' ? 'run.replay' : 'run.start';
      const name = state === 'reconciling' ? 'run.reconcile' : reading;
      return { name, payload: { runId } } as const;
    }),
    ...packages.map(({ id: packageId, runId }) => {
      return { name: 'run.fetch', payload: { runId, packageId } } as const;
    }),
    ...shards.map((payload) => ({ name: 'run.deliver', payload }) as const),
  ];
}

/** Runs of which a stage is done and the next one has not begun: a worker died between the two. */
export async function listHaltedRuns(db: Transaction): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM runs
    WHERE wake_at IS NULL AND (
      state = 'fetching' AND NOT EXISTS (
        SELECT 1 FROM packages WHERE run_id = runs.id AND state IN ('found', 'staged'))
        AND NOT EXISTS (SELECT 1 FROM replay_items WHERE run_id = runs.id AND read_at IS NULL)
      OR state = 'delivering' AND NOT EXISTS (
        SELECT 1 FROM run_shards WHERE run_id = runs.id AND done_at IS NULL))`;
  return rows.map(({ id }) => id);
}
