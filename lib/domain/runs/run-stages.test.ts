import { describe, expect, test } from 'vitest';
import { stagesOf } from './run-stages.ts';

const unstarted = {
  state: 'queued',
  fetchStartedAt: null,
  deliverStartedAt: null,
  reconcileStartedAt: null,
  finishedAt: null,
} as const;
const complete = {
  state: 'completed',
  fetchStartedAt: '2026-11-20T06:00:00.000Z',
  deliverStartedAt: '2026-11-20T06:01:00.000Z',
  reconcileStartedAt: '2026-11-20T06:05:00.000Z',
  finishedAt: '2026-11-20T06:06:00.000Z',
} as const;
const states = (run: Parameters<typeof stagesOf>[0]) => stagesOf(run).map(({ state }) => state);

describe('the time line of a run', () => {
  test('waits as a whole while the run is queued', () => {
    expect(states(unstarted)).toEqual(['waiting', 'waiting', 'waiting', 'waiting', 'waiting']);
  });

  test('fetches, checks and matches at once', () => {
    const run = {
      ...unstarted,
      state: 'fetching',
      fetchStartedAt: complete.fetchStartedAt,
    } as const;

    expect(states(run)).toEqual(['running', 'running', 'running', 'waiting', 'waiting']);
  });

  test('gives each stage its times', () => {
    expect(stagesOf(complete).map(({ startedAt, endedAt }) => [startedAt, endedAt])).toEqual([
      [complete.fetchStartedAt, complete.deliverStartedAt],
      [complete.fetchStartedAt, complete.deliverStartedAt],
      [complete.fetchStartedAt, complete.deliverStartedAt],
      [complete.deliverStartedAt, complete.reconcileStartedAt],
      [complete.reconcileStartedAt, complete.finishedAt],
    ]);
    expect(states(complete)).toEqual(['done', 'done', 'done', 'done', 'done']);
  });

  test('marks the proof when it found differences', () => {
    expect(states({ ...complete, state: 'not-reconciled' }).at(-1)).toBe('differs');
  });

  test('marks the stage in which the run failed, and leaves those after it', () => {
    const run = { ...complete, state: 'failed', reconcileStartedAt: null } as const;

    expect(states(run)).toEqual(['done', 'done', 'done', 'failed', 'waiting']);
    expect(stagesOf(run)[3]?.endedAt).toBe(complete.finishedAt);
  });
});
