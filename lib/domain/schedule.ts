import { DateTime } from 'luxon';

export type DailySchedule = {
  /** Time of day, `HH:mm`. */
  readonly time: string;
  /** IANA name, such as `Europe/Oslo`. */
  readonly timeZone: string;
};

/**
 * The first moment after `after` at which the clock of the zone shows the time. A time that the
 * change to summer time leaves out is taken at the next moment that exists.
 */
export function nextRunAt(schedule: DailySchedule, after: Date): Date {
  const clock = DateTime.fromFormat(schedule.time, 'HH:mm', { zone: schedule.timeZone });
  if (!clock.isValid) {
    throw new RangeError(`schedule: ${schedule.time} in ${schedule.timeZone} is not a time of day`);
  }
  const { hour, minute } = clock;
  const from = DateTime.fromJSDate(after, { zone: schedule.timeZone });
  const today = from.set({ hour, minute, second: 0, millisecond: 0 });
  const next = today > from ? today : today.plus({ days: 1 }).set({ hour, minute });
  return next.toJSDate();
}

/** The 24 hours before `at`: what a run is about (DESIGN 3.1). */
export function previousDay(at: Date): { start: Date; end: Date } {
  return { start: new Date(at.getTime() - 24 * 3600 * 1000), end: at };
}
