import type { Transaction } from '#lib/db/client.ts';
import type { connectorMoves, ConnectorState } from '#lib/domain/connectors/connector-state.ts';

/** What a verb on a connector needs to know first; null when there is none. */
export async function findConnectorSchedule(db: Transaction, connectorId: string) {
  return db.connector.findUnique({
    where: { id: connectorId, deletedAt: null },
    select: { state: true, scheduleTime: true, scheduleTimeZone: true },
  });
}

/** Moves the connector if it is still in `from`. False: somebody else has moved it. */
export async function moveConnector<From extends ConnectorState>(
  transaction: Transaction,
  connectorId: string,
  move: {
    readonly from: From;
    readonly to: (typeof connectorMoves)[From][number];
    readonly nextRunAt: Date | null;
    readonly nextSecondLookAt: Date | null;
  },
): Promise<boolean> {
  const { count } = await transaction.connector.updateMany({
    where: { id: connectorId, state: move.from },
    data: {
      state: move.to,
      nextRunAt: move.nextRunAt,
      nextSecondLookAt: move.nextSecondLookAt,
    },
  });
  return count === 1;
}
