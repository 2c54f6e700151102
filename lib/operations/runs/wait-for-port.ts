import { setSourceStatus } from '#lib/db/connectors.ts';
import { setRunWaiting } from '#lib/db/runs.ts';
import { sourceStatusOf } from '#lib/domain/connectors/source-status.ts';
import { PortError } from '#lib/domain/errors.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

type Waiting = {
  readonly runId: string;
  readonly connectorId: string;
  /** Whose refusal it would be: the source's shows as the connector's status. */
  readonly port: 'source' | 'destination';
};

/**
 * Does a part of a run. When the source or the destination refuses, the run and its connector say
 * what they wait for, and the error goes on: the queue tries again later (DESIGN 3.9).
 */
export async function waitForPort<Result>(
  { db, now, logger }: ImportServices,
  { runId, connectorId, port }: Waiting,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work();
    await setRunWaiting(db, runId, null);
    if (port === 'source') {
      const seen = { status: 'connected', offeredHostKey: null, now: now() } as const;
      await setSourceStatus(db, connectorId, seen);
    }
    return result;
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    logger.warn({ runId, connectorId, port, code: error.code }, 'run waits');
    await setRunWaiting(db, runId, error.code);
    if (port === 'source') {
      const status = sourceStatusOf(error);
      const offeredHostKey = status === 'host-key-changed' ? (error.detail ?? null) : null;
      if (status !== null) {
        await setSourceStatus(db, connectorId, { status, offeredHostKey, now: now() });
      }
    }
    throw error;
  }
}
