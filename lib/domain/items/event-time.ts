import { DateTime } from 'luxon';

/**
 * The time in a `Date` header (RFC 5322, or the ISO 8601 that some exports write instead), or null. A
 * time without a zone is UTC, as TeleMessage writes its times (FACTS 3.4), never the zone of the
 * machine that happens to read it.
 */
export function parseEventTime(header: string): Date | null {
  // The weekday says nothing new, and a wrong one should not cost the time.
  const text = header.trim().replace(/^[a-z]+,?\s+/i, '');
  for (const read of READERS) {
    const time = read(text);
    if (time.isValid) return time.toJSDate();
  }
  return null;
}

const READERS = [
  (text: string) => DateTime.fromRFC2822(text),
  (text: string) => DateTime.fromRFC2822(`${text} +0000`),
  (text: string) => DateTime.fromISO(text.includes('T') ? text : '', { zone: 'utc' }),
] as const;
