import { findConnectorSchedule } from '#lib/db/connector-state.ts';
import { AppError } from '#lib/domain/errors.ts';
import { queueRun } from '#lib/operations/runs/queue-run.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Queues an import by hand.
 * @throws {AppError} `not-found`, `connector-paused` or `run-already-active`
 */
export async function runConnectorNow(
  { db, queue, now }: Services,
  { connectorId, startedBy }: { readonly connectorId: string; readonly startedBy: string },
): Promise<{ runId: string }> {
  return db.$transaction(async (transaction) => {
    const connector = await findConnectorSchedule(transaction, connectorId);
    if (connector === null) throw new AppError('not-found', 'This connector does not exist.');
    if (connector.state !== 'active') {
      throw new AppError('connector-paused', 'This connector is paused. Resume it first.');
    }
    const run = { connectorId, trigger: 'manual', startedBy, now: now() } as const;
    return queueRun(transaction, queue, run);
  });
}
