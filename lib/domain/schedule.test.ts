import { describe, expect, test } from 'vitest';
import { nextRunAt } from './schedule.ts';

const oslo = { time: '06:00', timeZone: 'Europe/Oslo' };

describe('the next run', () => {
  test('is today when the time is still to come', () => {
    expect(nextRunAt(oslo, new Date('2026-11-21T04:59:00Z'))).toEqual(
      new Date('2026-11-21T05:00:00Z'),
    );
  });

  test('is tomorrow when the time is now or past', () => {
    expect(nextRunAt(oslo, new Date('2026-11-21T05:00:00Z'))).toEqual(
      new Date('2026-11-22T05:00:00Z'),
    );
  });

  test('keeps the clock time when summer time begins', () => {
    expect(nextRunAt(oslo, new Date('2026-03-28T05:00:00Z'))).toEqual(
      new Date('2026-03-29T04:00:00Z'),
    );
  });

  test('is taken an hour later where the clock skips it', () => {
    const skipped = { time: '02:30', timeZone: 'Europe/Oslo' };

    expect(nextRunAt(skipped, new Date('2026-03-28T12:00:00Z'))).toEqual(
      new Date('2026-03-29T01:30:00Z'),
    );
  });

  test('refuses what is not a time of day', () => {
    expect(() => nextRunAt({ time: 'noon', timeZone: 'UTC' }, new Date())).toThrow(RangeError);
  });
});
