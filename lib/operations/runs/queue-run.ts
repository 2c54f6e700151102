import type { Transaction } from '#lib/db/client.ts';
import { findLastWindowEnd, insertRun } from '#lib/db/runs.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { RunTrigger } from '#lib/domain/runs/run-state.ts';
import { periodSince, type Period } from '#lib/domain/schedule.ts';
import type { Queue } from '#lib/jobs/queue.ts';

export type QueueRun = {
  readonly connectorId: string;
  /** A replay is queued by its own operation (lib/operations/held-items). */
  readonly trigger: Exclude<RunTrigger, 'replay'>;
  /** Who asked for it; null when the schedule did. */
  readonly startedBy: string | null;
  /** Of a backfill; any other run is about the time since the last one. */
  readonly period?: Period;
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
  { connectorId, trigger, startedBy, period, now }: QueueRun,
): Promise<{ runId: string }> {
  const window = period ?? periodSince(await findLastWindowEnd(transaction, connectorId), now);
  const run = { connectorId, trigger, startedBy, window, createdAt: now };
  const runId = await insertRun(transaction, run);
  if (runId === null) {
    throw new AppError('run-already-active', 'An import of this connector is in progress.');
  }
  await queue.enqueue(transaction, 'run.start', { runId });
  return { runId };
}
