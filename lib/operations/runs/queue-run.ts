import type { Transaction } from '#lib/db/client.ts';
import { insertRun } from '#lib/db/runs.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { RunTrigger } from '#lib/domain/runs/run-state.ts';
import { previousDay } from '#lib/domain/schedule.ts';
import type { Queue } from '#lib/jobs/queue.ts';

export type QueueRun = {
  readonly connectorId: string;
  readonly trigger: RunTrigger;
  /** Who asked for it; null when the schedule did. */
  readonly startedBy: string | null;
  readonly now: Date;
};

/**
 * Writes the run and queues its first job in the caller's transaction. Runs of one connector never
 * overlap.
 * @throws {AppError} `run-already-active`
 */
export async function queueRun(
  transaction: Transaction,
  queue: Queue,
  { connectorId, trigger, startedBy, now }: QueueRun,
): Promise<{ runId: string }> {
  const runId = await insertRun(transaction, {
    connectorId,
    trigger,
    startedBy,
    window: previousDay(now),
    createdAt: now,
  });
  if (runId === null) {
    throw new AppError('run-already-active', 'An import of this connector is in progress.');
  }
  await queue.enqueue(transaction, 'run.start', { runId });
  return { runId };
}
