import type { Transaction } from '#lib/db/client.ts';
import { findRunAtSource } from '#lib/db/connector-source.ts';
import { setRunWaiting } from '#lib/db/runs.ts';
import type { Queue } from '#lib/jobs/queue.ts';
import { wakeRunOf } from '#lib/operations/runs/wake-runs.ts';

/**
 * Lets the run of a connector go on at once that waits for its source: one that rests is woken; of one
 * that would be tried again later the jobs are queued once more, and those that wait find nothing left
 * to do.
 */
export async function resumeRunAtSource(
  transaction: Transaction,
  queue: Queue,
  connectorId: string,
): Promise<void> {
  const run = await findRunAtSource(transaction, connectorId);
  if (run === null) return;
  await setRunWaiting(transaction, run.id, null);
  if (run.isResting) {
    await wakeRunOf(transaction, queue, connectorId);
    return;
  }
  if (run.state === 'queued') await queue.enqueue(transaction, 'run.start', { runId: run.id });
  for (const packageId of run.packageIds) {
    await queue.enqueue(transaction, 'run.fetch', { runId: run.id, packageId });
  }
}
