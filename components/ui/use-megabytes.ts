'use client';

import { useFormatter } from 'next-intl';

const MEGABYTE = 1024 * 1024;

/** Writes a limit in bytes in the megabytes that Microsoft 365 counts in: `10 MB`, `10 Mo`. */
export function useMegabytes(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) =>
    format.number(bytes / MEGABYTE, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 });
}
