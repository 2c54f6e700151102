import { describe, expect, test } from 'vitest';
import { calendarOf, daysUpTo, type CalendarRun } from './calendar.ts';

const days = daysUpTo(new Date('2026-03-02T23:30:00Z'), 4);
const run = (id: string, createdAt: string, about: Partial<CalendarRun> = {}): CalendarRun => ({
  id,
  connectorId: 'c',
  state: 'completed',
  createdAt: new Date(createdAt),
  packagesRefused: 0,
  failed: 0,
  held: 0,
  ...about,
});
const connector = { createdAt: new Date('2026-02-28T15:00:00Z') };
const statesOf = (...runs: CalendarRun[]) => calendarOf(connector, days, runs);

describe('the calendar of a connector', () => {
  test('goes over the end of a month, in UTC', () => {
    expect(days).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
  });

  test('tells days without an import from days without a connector', () => {
    expect(statesOf(run('a', '2026-03-01T23:59:59Z'))).toEqual([
      { state: 'before', runId: null },
      { state: 'none', runId: null },
      { state: 'complete', runId: 'a' },
      { state: 'none', runId: null },
    ]);
  });

  test('goes by the worst import of a day, and of two alike by the later', () => {
    const morning = '2026-03-02T06:00:00Z';
    const evening = '2026-03-02T17:00:00Z';
    const last = (...runs: CalendarRun[]) => statesOf(...runs).at(-1);

    expect(last(run('a', morning, { state: 'failed' }), run('b', evening))).toEqual({
      state: 'incomplete',
      runId: 'a',
    });
    expect(last(run('a', morning), run('b', evening))).toEqual({ state: 'complete', runId: 'b' });
    expect(last(run('a', morning, { held: 2 }), run('b', evening, { state: 'queued' }))).toEqual({
      state: 'held',
      runId: 'a',
    });
    expect(last(run('a', morning), run('b', evening, { state: 'delivering' }))?.state).toBe(
      'running',
    );
  });

  test('is incomplete where a package was refused or something failed, also in a green import', () => {
    const morning = '2026-03-02T06:00:00Z';
    for (const about of [{ packagesRefused: 1 }, { failed: 1 }, { state: 'not-reconciled' }]) {
      expect(statesOf(run('a', morning, { held: 1, ...about })).at(-1)?.state).toBe('incomplete');
    }
  });
});
