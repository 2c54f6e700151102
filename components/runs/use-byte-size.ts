'use client';

import { useFormatter } from 'next-intl';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
const STEP = 1000;

/** Writes a number of bytes as a person would say it: `1.4 MB`. */
export function useByteSize(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const power = bytes < STEP ? 0 : Math.floor(Math.log(bytes) / Math.log(STEP));
    const index = Math.min(power, UNITS.length - 1);
    return format.number(bytes / STEP ** index, {
      style: 'unit',
      unit: UNITS[index] ?? 'byte',
      unitDisplay: 'short',
      maximumFractionDigits: index < 2 ? 0 : 1,
    });
  };
}
