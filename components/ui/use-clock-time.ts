'use client';

import { useFormatter } from 'next-intl';

/** Writes a time of day, `HH:mm` of no zone, as the reader's language does: `6:00 AM`, `06:00`. */
export function useClockTime(): (time: string) => string {
  const format = useFormatter();
  return (time) =>
    format.dateTime(new Date(`1970-01-01T${time}:00Z`), { timeStyle: 'short', timeZone: 'UTC' });
}
