/** Set by the browser (components/ui/reader-time-zone.tsx), so that the server writes local times. */
export const TIME_ZONE_COOKIE = 'custody-time-zone';

/** The zone of the cookie, or UTC when there is none or when this machine does not know it. */
export function parseTimeZone(cookie: string | undefined): string {
  if (cookie === undefined) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: cookie }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
