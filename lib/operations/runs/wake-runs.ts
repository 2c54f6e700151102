import type { Transaction } from '#lib/db/client.ts';
import { endRest, findRestingRun, listRunsToWake } from '#lib/db/resting-runs.ts';
import { listUnfinishedWork } from '#lib/db/unfinished-work.ts';
import type { Services } from '#lib/operations/services.ts';
import type { Queue } from '#lib/jobs/queue.ts';

/** Wakes the runs whose time has come: each tries whether it can go on. */
export async function wakeDueRuns({ db, queue, now }: Services): Promise<void> {
  for (const runId of await listRunsToWake(db, now())) {
    await db.$transaction((transaction) => wakeRun(transaction, queue, runId));
  }
}

/** To be called where something was mended that the connector's run may wait for. */
export async function wakeRunOf(
  transaction: Transaction,
  queue: Queue,
  connectorId: string,
): Promise<void> {
  const runId = await findRestingRun(transaction, connectorId);
  if (runId !== null) await wakeRun(transaction, queue, runId);
}

/** Queues what the run's present stage still lacks, once, whoever else wakes it. */
async function wakeRun(transaction: Transaction, queue: Queue, runId: string): Promise<void> {
  if (!(await endRest(transaction, runId))) return;
  for (const { name, payload } of await listUnfinishedWork(transaction)) {
    if ('runId' in payload && payload.runId === runId)
      await queue.enqueue(transaction, name, payload);
  }
}
