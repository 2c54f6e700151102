import { describe, expect, test } from 'vitest';
import { dayAt, isDayIn, nextRunAt, periodOfDays, periodSince } from './schedule.ts';

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

  test('is the first of two where the clock shows the time twice, and then tomorrow', () => {
    const doubled = { time: '02:30', timeZone: 'Europe/Oslo' };
    const first = new Date('2026-10-25T00:30:00Z');
    const tomorrow = new Date('2026-10-26T01:30:00Z');

    expect(nextRunAt(doubled, new Date('2026-10-24T12:00:00Z'))).toEqual(first);
    expect(nextRunAt(doubled, first)).toEqual(tomorrow);
    // In the second of the two hours, before and after it shows the time again.
    expect(nextRunAt(doubled, new Date('2026-10-25T01:10:00Z'))).toEqual(tomorrow);
    expect(nextRunAt(doubled, new Date('2026-10-25T01:30:00Z'))).toEqual(tomorrow);
  });

  test.each(['Europe/Oslo', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'])(
    'comes once on every day of a year in %s, whatever the time',
    (timeZone) => {
      for (const time of ['00:00', '01:30', '02:30']) {
        let at = new Date('2026-01-01T12:00:00Z');
        const days = new Set<string>();
        for (let day = 0; day < 365; day += 1) {
          at = nextRunAt({ time, timeZone }, at);
          days.add(dayAt(at, timeZone));
        }
        expect(days.size).toBe(365);
      }
    },
  );

  test('refuses what is not a time of day', () => {
    expect(() => nextRunAt({ time: 'noon', timeZone: 'UTC' }, new Date())).toThrow(RangeError);
  });
});

describe('the period of a run', () => {
  const at = new Date('2026-11-21T05:00:00Z');

  test('is the 24 hours before it', () => {
    const dayBefore = new Date('2026-11-20T05:00:00Z');

    expect(periodSince(null, at)).toEqual({ start: dayBefore, end: at });
    expect(periodSince(dayBefore, at)).toEqual({ start: dayBefore, end: at });
    expect(periodSince(new Date('2026-11-21T01:00:00Z'), at)).toEqual({
      start: dayBefore,
      end: at,
    });
  });

  test('reaches back to the last run when days were missed', () => {
    const lastEnd = new Date('2026-11-17T05:00:00Z');

    expect(periodSince(lastEnd, at)).toEqual({ start: lastEnd, end: at });
  });

  test('has the whole of its days, where the connector is', () => {
    const period = periodOfDays({ first: '2026-10-25', last: '2026-10-25' }, 'Europe/Oslo');

    expect(period).toEqual({
      start: new Date('2026-10-24T22:00:00Z'),
      end: new Date('2026-10-25T23:00:00Z'),
    });
    expect(isDayIn(period, '2026-10-24', 'Europe/Oslo')).toBe(false);
    expect(isDayIn(period, '2026-10-25', 'Europe/Oslo')).toBe(true);
    expect(isDayIn(period, '2026-10-26', 'Europe/Oslo')).toBe(false);
  });

  test('refuses what is not a day', () => {
    expect(() => periodOfDays({ first: 'x', last: '2026-10-25' }, 'UTC')).toThrow(RangeError);
  });
});
