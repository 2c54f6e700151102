import { listDueConnectors, moveNextRun } from '#lib/db/connectors.ts';
import { AppError } from '#lib/domain/errors.ts';
import { nextRunAt } from '#lib/domain/schedule.ts';
import { queueRun } from '#lib/operations/runs/queue-run.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Queues the daily run of every connector whose time has come, once, however many workers ask. A
 * connector that missed its time while everything was down is due still, and is caught up by one
 * run, which takes all packages not yet imported.
 */
export async function startDueRuns({ db, queue, now }: Services): Promise<void> {
  const at = now();
  for (const connector of await listDueConnectors(db, at)) {
    const schedule = { time: connector.scheduleTime, timeZone: connector.scheduleTimeZone };
    const move = { from: connector.nextRunAt, to: nextRunAt(schedule, at) };
    await db.$transaction(async (transaction) => {
      if (!(await moveNextRun(transaction, connector.id, move))) return;
      try {
        await queueRun(transaction, queue, {
          connectorId: connector.id,
          trigger: 'schedule',
          startedBy: null,
          now: at,
        });
      } catch (error) {
        // The next daily run takes what the run in progress does not.
        if (!(error instanceof AppError && error.code === 'run-already-active')) throw error;
      }
    });
  }
}
