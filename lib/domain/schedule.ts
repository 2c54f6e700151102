import { DateTime } from 'luxon';

export type DailySchedule = {
  /** Time of day, `HH:mm`. */
  readonly time: string;
  /** IANA name, such as `Europe/Oslo`. */
  readonly timeZone: string;
};

export type Period = { readonly start: Date; readonly end: Date };

const DAY_MS = 24 * 3600 * 1000;

/**
 * The first moment after `after` at which the clock of the zone shows the time, once a day: a time that
 * the change to summer time leaves out is taken at the next moment that exists, and of a time that the
 * change back shows twice the first is taken.
 */
export function nextRunAt(schedule: DailySchedule, after: Date): Date {
  const clock = DateTime.fromFormat(schedule.time, 'HH:mm', { zone: schedule.timeZone });
  if (!clock.isValid) {
    throw new RangeError(`schedule: ${schedule.time} in ${schedule.timeZone} is not a time of day`);
  }
  const { hour, minute } = clock;
  const noon = DateTime.fromJSDate(after, { zone: schedule.timeZone }).set({ hour: 12 });
  // At noon no clock changes, so this is the same calendar day whatever the change.
  const [today, tomorrow] = [noon, noon.plus({ days: 1 })].map((day) => {
    const { year, month, day: dayOfMonth } = day;
    const shown = { year, month, day: dayOfMonth, hour, minute };
    return firstOf(DateTime.fromObject(shown, { zone: schedule.timeZone }));
  });
  const next = [today, tomorrow].find((at) => at !== undefined && at.toJSDate() > after);
  if (next === undefined) throw new RangeError('schedule: no such time today or tomorrow');
  return next.toJSDate();
}

function firstOf(shown: DateTime): DateTime {
  return DateTime.min(...shown.getPossibleOffsets()) ?? shown;
}

/** The 24 hours before `at`: what a run is about (DESIGN 3.1). */
export function previousDay(at: Date): Period {
  return { start: new Date(at.getTime() - DAY_MS), end: at };
}

/**
 * What the run of `at` is about: the 24 hours before it, and every day since the last one that was
 * missed because everything was down, or the connector paused.
 * @param lastEnd until when the runs before have looked; null when there were none
 */
export function periodSince(lastEnd: Date | null, at: Date): Period {
  const { start, end } = previousDay(at);
  return { start: lastEnd !== null && lastEnd < start ? lastEnd : start, end };
}

/**
 * From the beginning of the first to the end of the last day, as the clock of the zone shows them.
 * @param days ISO dates, such as `2026-11-03`
 */
export function periodOfDays(
  days: { readonly first: string; readonly last: string },
  timeZone: string,
): Period {
  const start = DateTime.fromISO(days.first, { zone: timeZone }).startOf('day');
  const end = DateTime.fromISO(days.last, { zone: timeZone }).plus({ days: 1 }).startOf('day');
  if (!start.isValid || !end.isValid) throw new RangeError('period: these are not days');
  return { start: start.toJSDate(), end: end.toJSDate() };
}

/** Whether an ISO date lies in a period of whole days of the zone. */
export function isDayIn(period: Period, day: string, timeZone: string): boolean {
  const at = DateTime.fromISO(day, { zone: timeZone }).startOf('day').toJSDate();
  return period.start <= at && at < period.end;
}

/** The ISO date that a calendar of the zone shows. */
export function dayAt(at: Date, timeZone: string): string {
  return DateTime.fromJSDate(at, { zone: timeZone }).toISODate() ?? '';
}
