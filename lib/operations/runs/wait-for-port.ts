import { setSourceStatus } from '#lib/db/connectors.ts';
import { getRunRest, layRunToRest } from '#lib/db/resting-runs.ts';
import { setRunWaiting } from '#lib/db/runs.ts';
import { sourceStatusOf } from '#lib/domain/connectors/source-status.ts';
import { isSourceGivenUp } from '#lib/domain/connectors/give-up-source.ts';
import { PortError } from '#lib/domain/errors.ts';
import { wakeDelayMs } from '#lib/domain/runs/wake-delay.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { RunRestsError } from '#lib/operations/runs/run-rests-error.ts';
import { SourceGivenUpError } from '#lib/operations/runs/source-given-up-error.ts';

type Waiting = {
  readonly runId: string;
  readonly connectorId: string;
  /** Whose refusal it would be: the source's shows as the connector's status. */
  readonly port: 'source' | 'destination';
};

/**
 * Does a part of a run: the safe points at which it stops when its connector is paused. When the source
 * or the destination refuses, the run and its connector say what they wait for. What only an admin can
 * mend lays the run to rest (docs/decisions/0015); anything else goes on, and the
 * queue tries again later (DESIGN 3.9). A connector that is being deleted does not wait for its source
 * for ever (docs/decisions/0026).
 * @throws {RunRestsError} @throws {SourceGivenUpError} @throws {PortError}
 */
export async function waitForPort<Result>(
  services: ImportServices,
  waiting: Waiting,
  work: () => Promise<Result>,
): Promise<Result> {
  const { db, now } = services;
  const { runId, connectorId, port } = waiting;
  const { waitingFor } = await stopAtRest(services, runId);
  try {
    const result = await work();
    if (waitingFor !== null) await setRunWaiting(db, runId, null);
    if (port === 'source') {
      const seen = { status: 'connected', offeredHostKey: null, now: now() } as const;
      await setSourceStatus(db, connectorId, seen);
    }
    return result;
  } catch (error) {
    if (error instanceof PortError) {
      await giveUpIfDeleting(services, waiting, error);
      await noteRefusal(services, waiting, error);
    }
    throw error;
  }
}

async function stopAtRest({ db, now }: ImportServices, runId: string) {
  const { waitingFor, wakeAt, connector } = await getRunRest(db, runId);
  // Another job of the run found out already: a wrong password is not tried once a package.
  if (wakeAt !== null) throw new RunRestsError(waitingFor ?? 'waiting');
  if (connector.state === 'paused') {
    await layRunToRest(db, runId, { waitingFor: 'connector-paused', wakeAt: now() });
    throw new RunRestsError('connector-paused');
  }
  return { waitingFor };
}

/** @throws {SourceGivenUpError} */
async function giveUpIfDeleting(
  { db, now, logger }: ImportServices,
  { runId, connectorId, port }: Waiting,
  error: PortError,
): Promise<void> {
  if (port !== 'source') return;
  const { connector, progressAt } = await getRunRest(db, runId);
  if (connector.state !== 'deleting') return;
  if (!isSourceGivenUp(error, now().getTime() - progressAt.getTime())) return;
  const { code } = error;
  logger.warn({ runId, connectorId, code }, 'connector is being deleted: its source is given up');
  throw new SourceGivenUpError(code, { cause: error });
}

/** @throws {RunRestsError} when nothing but an admin helps */
async function noteRefusal(
  { db, queue, now, logger, meter }: ImportServices,
  { runId, connectorId, port }: Waiting,
  error: PortError,
): Promise<void> {
  const { code, detail } = error;
  logger.warn({ port, code, detail }, 'run waits');
  meter.countWait(port, code);
  const status = port === 'source' ? sourceStatusOf(error) : null;
  if (status !== null) {
    const offeredHostKey = status === 'host-key-changed' ? (error.detail ?? null) : null;
    await setSourceStatus(db, connectorId, { status, offeredHostKey, now: now() });
  }
  const delayMs = wakeDelayMs(error);
  if (delayMs === null) {
    await setRunWaiting(db, runId, code);
    return;
  }
  const wakeAt = new Date(now().getTime() + delayMs);
  await layRunToRest(db, runId, { waitingFor: code, wakeAt });
  // Nobody is to wait for the minute to find out.
  await db.$transaction((transaction) => queue.enqueue(transaction, 'alerts.evaluate', {}));
  throw new RunRestsError(code, { cause: error });
}
