import { findConnectorSchedule, moveConnector } from '#lib/db/connector-state.ts';
import { AppError } from '#lib/domain/errors.ts';
import { nextRunAt } from '#lib/domain/schedule.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Starts the daily import again, at the connector's next time of day. Resuming an active connector
 * does nothing.
 * @throws {AppError} `not-found`
 */
export async function resumeConnector({ db, now }: Services, connectorId: string): Promise<void> {
  const connector = await findConnectorSchedule(db, connectorId);
  if (connector === null) throw new AppError('not-found', 'This connector does not exist.');

  const schedule = { time: connector.scheduleTime, timeZone: connector.scheduleTimeZone };
  const move = { from: 'paused', to: 'active', nextRunAt: nextRunAt(schedule, now()) } as const;
  await moveConnector(db, connectorId, move);
}
