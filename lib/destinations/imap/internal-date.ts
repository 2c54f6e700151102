const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Servers keep it in 32 bits: Dovecot files 1901 under 2037, and 9999 under today. */
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** The time as a `date-time` of RFC 3501 section 9, in UTC, moved into what servers can keep. */
export function internalDate(time: Date): string {
  const kept = new Date(Math.min(Math.max(time.getTime(), EARLIEST), LATEST));
  const iso = kept.toISOString();
  const day = iso.slice(8, 10).replace(/^0/, ' ');
  const month = MONTHS[kept.getUTCMonth()] ?? '';
  return `"${day}-${month}-${iso.slice(0, 4)} ${iso.slice(11, 19)} +0000"`;
}
