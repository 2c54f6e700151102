/** The life of a run. `completed` is green: everything was read, delivered or held, and proved. */
export const RUN_STATES = [
  'queued',
  'fetching',
  'delivering',
  'reconciling',
  'completed',
  'not-reconciled',
  'failed',
] as const;
export type RunState = (typeof RUN_STATES)[number];

export const ACTIVE_RUN_STATES = [
  'queued',
  'fetching',
  'delivering',
  'reconciling',
] as const satisfies readonly RunState[];
export type ActiveRunState = (typeof ACTIVE_RUN_STATES)[number];

/** Allowed moves. A move is an update where the state is still the old one; no row means that
 * somebody else has moved it. */
export const runMoves = {
  queued: ['fetching', 'failed'],
  fetching: ['delivering', 'failed'],
  delivering: ['reconciling', 'failed'],
  reconciling: ['completed', 'not-reconciled', 'failed'],
  completed: [],
  'not-reconciled': [],
  failed: [],
} as const satisfies Record<RunState, readonly RunState[]>;

/**
 * Why a run began. A second look at the source, later on the same day, leaves a run behind only when it
 * finds something; a backfill takes the packages of a past period; a replay takes held items.
 */
export const RUN_TRIGGERS = [
  'first',
  'schedule',
  'second-look',
  'manual',
  'backfill',
  'replay',
] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];

export function isActiveRunState(state: string): state is ActiveRunState {
  return ACTIVE_RUN_STATES.some((active) => active === state);
}
