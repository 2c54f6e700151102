import { findConnectorSchedule, moveConnector } from '#lib/db/connector-state.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Stops the daily import. A run in progress is finished; what the source delivers meanwhile is taken
 * after the connector is resumed. Pausing a paused connector does nothing.
 * @throws {AppError} `not-found`
 */
export async function pauseConnector({ db }: Services, connectorId: string): Promise<void> {
  const move = { from: 'active', to: 'paused', nextRunAt: null } as const;
  if (await moveConnector(db, connectorId, move)) return;
  if ((await findConnectorSchedule(db, connectorId)) === null) {
    throw new AppError('not-found', 'This connector does not exist.');
  }
}
