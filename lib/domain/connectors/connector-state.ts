/**
 * The life of a connector. A paused one keeps everything and starts no import; one that is deleting
 * waits for its import in progress; a deleted one is a row for its history and what it holds.
 */
export const CONNECTOR_STATES = ['active', 'paused', 'deleting', 'deleted'] as const;
export type ConnectorState = (typeof CONNECTOR_STATES)[number];

/** Allowed moves. A move is an update where the state is still the old one. */
export const connectorMoves = {
  active: ['paused', 'deleting'],
  paused: ['active', 'deleting'],
  deleting: ['deleted'],
  deleted: [],
} as const satisfies Record<ConnectorState, readonly ConnectorState[]>;
