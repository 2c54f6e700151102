/** The life of a connector. A paused one keeps everything and starts no import. */
export const CONNECTOR_STATES = ['active', 'paused'] as const;
export type ConnectorState = (typeof CONNECTOR_STATES)[number];

/** Allowed moves. A move is an update where the state is still the old one. */
export const connectorMoves = {
  active: ['paused'],
  paused: ['active'],
} as const satisfies Record<ConnectorState, readonly ConnectorState[]>;
