import type { RunState } from '#lib/domain/runs/run-state.ts';

/** The stages of an import, in order (DESIGN 2). */
export const RUN_STAGES = ['fetch', 'check', 'match', 'deliver', 'reconcile'] as const;
export type RunStageId = (typeof RUN_STAGES)[number];

export type RunStageState = 'waiting' | 'running' | 'done' | 'differs' | 'failed';

export type RunStage = {
  readonly id: RunStageId;
  readonly state: RunStageState;
  /** ISO 8601; null as long as it has not happened. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
};

type StampedRun = {
  readonly state: RunState;
  readonly fetchStartedAt: string | null;
  readonly deliverStartedAt: string | null;
  readonly reconcileStartedAt: string | null;
  readonly finishedAt: string | null;
};

/**
 * The time line of a run. Each package is fetched, checked and matched before the next stage begins,
 * several packages at once: so these three stages share their times.
 */
export function stagesOf(run: StampedRun): readonly RunStage[] {
  const spans = [
    { ids: ['fetch', 'check', 'match'], from: run.fetchStartedAt, to: run.deliverStartedAt },
    { ids: ['deliver'], from: run.deliverStartedAt, to: run.reconcileStartedAt },
    { ids: ['reconcile'], from: run.reconcileStartedAt, to: run.finishedAt },
  ] as const;
  return spans.flatMap(({ ids, from, to }) => {
    const endedAt = to ?? (from === null ? null : run.finishedAt);
    const state = stateOf(run.state, { from, to });
    return ids.map((id) => ({ id, startedAt: from, endedAt, state }));
  });

  function stateOf(
    runState: RunState,
    { from, to }: { readonly from: string | null; readonly to: string | null },
  ): RunStageState {
    if (from === null) return 'waiting';
    const isLast = to === null || to === run.finishedAt;
    if (isLast && runState === 'failed') return 'failed';
    if (isLast && runState === 'not-reconciled') return 'differs';
    return to === null ? 'running' : 'done';
  }
}
