'use client';

import { useFormatter } from 'next-intl';

type LocalTimeProps = {
  /** ISO 8601, or a Date. */
  readonly value: string | Date;
  /** `minute` unless told; `clock` is the time of day alone, where the day is clear. */
  readonly precision?: 'day' | 'minute' | 'second' | 'clock';
};

const options = {
  day: { dateStyle: 'medium' },
  minute: { dateStyle: 'medium', timeStyle: 'short' },
  second: { dateStyle: 'medium', timeStyle: 'medium' },
  clock: { timeStyle: 'medium' },
} as const;

/** A time in the reader's time zone; pointing at it shows the same in UTC. */
export function LocalTime({ value, precision = 'minute' }: LocalTimeProps) {
  const format = useFormatter();
  const date = new Date(value);
  const iso = date.toISOString();
  const utc = format.dateTime(date, { ...options.second, timeZone: 'UTC' });
  return (
    <time dateTime={iso} title={`${utc} UTC`}>
      {format.dateTime(date, options[precision])}
    </time>
  );
}
