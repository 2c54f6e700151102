import { useFormatter } from 'next-intl';

/** A limit of a row in UTC, as the rows are applied, whatever zone the reader is in; null for none. */
export function useLimitText() {
  const format = useFormatter();
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
  return (limit: Date | null) => limit && `${format.dateTime(limit, options)} UTC`;
}
