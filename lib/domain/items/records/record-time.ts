import { DateTime, IANAZone } from 'luxon';
import { parseEventTime } from '#lib/domain/items/event-time.ts';

/**
 * The time in a record, or null. A time without an offset is in the zone that the record names, else
 * UTC (FACTS 3.4). It keeps the zone or offset it was given in.
 * @param timeZone name in the IANA database, such as `Europe/London`
 */
export function readRecordTime(
  text: string | null,
  timeZone: string | null,
): DateTime<true> | null {
  const trimmed = text?.trim() ?? '';
  const zone = timeZone !== null && IANAZone.isValidZone(timeZone) ? timeZone : null;
  const written = DateTime.fromISO(trimmed.includes('T') ? trimmed : trimmed.replace(' ', 'T'), {
    zone: zone ?? 'utc',
    setZone: zone === null,
  });
  // A year alone, and a time alone, are ISO 8601 as well.
  if (written.isValid && /^\d{4}-\d\d-\d\d[T ]\d/.test(trimmed)) return written;

  const date = parseEventTime(trimmed);
  const read = date === null ? null : DateTime.fromJSDate(date, { zone: zone ?? 'utc' });
  return read?.isValid === true ? read : null;
}
