import {
  listDueConnectors,
  listDueSecondLooks,
  moveNextRun,
  takeSecondLook,
} from '#lib/db/connectors.ts';
import type { Transaction } from '#lib/db/client.ts';
import { AppError } from '#lib/domain/errors.ts';
import { nextRunAt } from '#lib/domain/schedule.ts';
import { buryDeletedConnectors } from '#lib/operations/connectors/delete-connector.ts';
import { queueRun } from '#lib/operations/runs/queue-run.ts';
import { wakeDueRuns } from '#lib/operations/runs/wake-runs.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Every minute: wakes the runs that rest, and queues the daily run and the second look of every
 * connector whose time has come, once, however many workers ask. A connector that missed its time while
 * everything was down is due still, and so is one of which another run is in progress: it is caught up
 * by one run for all the missed days, as soon as there is room.
 */
export async function startDueRuns(services: Services): Promise<void> {
  const { db, now } = services;
  await wakeDueRuns(services);
  await buryDeletedConnectors(services);
  const at = now();
  for (const connector of await listDueConnectors(db, at)) {
    const { id: connectorId, nextRunAt: from, scheduleTimeZone: timeZone } = connector;
    const next = (time: string) => nextRunAt({ time, timeZone }, at);
    await queueUnlessBusy(services, { connectorId, trigger: 'schedule', at }, (transaction) =>
      moveNextRun(transaction, connectorId, {
        from,
        to: next(connector.scheduleTime),
        secondLookAt: connector.secondLookTime === null ? null : next(connector.secondLookTime),
      }),
    );
  }
  for (const { id: connectorId, dueAt } of await listDueSecondLooks(db, at)) {
    await queueUnlessBusy(services, { connectorId, trigger: 'second-look', at }, (transaction) =>
      takeSecondLook(transaction, connectorId, dueAt),
    );
  }
}

type DueRun = {
  readonly connectorId: string;
  readonly trigger: 'schedule' | 'second-look';
  readonly at: Date;
};

/**
 * @param take moves the connector's time on; false when another worker has done so. Undone when a run
 *   is in progress, so that the next tick tries again.
 */
async function queueUnlessBusy(
  { db, queue }: Services,
  { connectorId, trigger, at }: DueRun,
  take: (transaction: Transaction) => Promise<boolean>,
): Promise<void> {
  try {
    await db.$transaction(async (transaction) => {
      if (!(await take(transaction))) return;
      await queueRun(transaction, queue, { connectorId, trigger, startedBy: null, now: at });
    });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'run-already-active')) throw error;
  }
}
