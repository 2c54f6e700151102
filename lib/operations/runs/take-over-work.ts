import { listHaltedRuns, listUnfinishedWork } from '#lib/db/unfinished-work.ts';
import { jobKey } from '#lib/domain/jobs.ts';
import { advanceRun } from '#lib/operations/runs/advance-run.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

/**
 * Finds work that nobody does: its lock is free, and no job for it waits or has just begun. A worker
 * that died left it behind; it is queued again, and the ledger says what of it is done. Safe at any
 * time and in any number of workers: who comes second finds the lock taken.
 */
export async function takeOverWork(services: ImportServices): Promise<void> {
  const { db, queue, locks, logger } = services;
  for (const runId of await listHaltedRuns(db)) await advanceRun(services, runId);

  const unfinished = new Map(
    (await listUnfinishedWork(db)).map((work) => [jobKey(work.name, work.payload), work]),
  );
  if (unfinished.size === 0) return;
  const free = await locks.listFree([...unfinished.keys()]);
  if (free.length === 0) return;
  await db.$transaction(async (transaction) => {
    const expected = await queue.listExpected(transaction, free);
    for (const key of free) {
      const work = unfinished.get(key);
      if (work === undefined || expected.has(key)) continue;
      logger.warn({ job: work.name, ...work.payload }, 'work left behind is taken over');
      await queue.enqueue(transaction, work.name, work.payload);
    }
  });
}
