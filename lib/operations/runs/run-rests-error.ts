/**
 * Ends a job of a run that rests: it waits for an admin, or its connector is paused. This is no
 * failure; whoever wakes the run queues what it still lacks.
 */
export class RunRestsError extends Error {
  override readonly name = 'RunRestsError';
}
