import type { RunSummaryRow } from '#lib/db/run-summaries.ts';
import { progressOf, type RunProgress } from '#lib/domain/runs/run-progress.ts';
import { isActiveRunState } from '#lib/domain/runs/run-state.ts';
import { runSummarySchema, type RunSummary } from '#lib/domain/runs/run-view.ts';

/** The view shape of a run in a list. `now` is for its rate and time left. */
export function toRunSummary(row: RunSummaryRow, now: Date): RunSummary {
  return runSummarySchema.parse({
    id: row.id,
    state: row.state,
    trigger: row.trigger,
    startedBy: row.startedBy,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    counters: row,
    progress: toRunProgress(row, now),
  });
}

/** Null when there is no such run, or when it is finished. */
export function toRunProgress(row: RunSummaryRow | null, now: Date): RunProgress | null {
  if (row === null) return null;
  const { state } = row;
  return isActiveRunState(state) ? progressOf({ ...row, state }, now) : null;
}
