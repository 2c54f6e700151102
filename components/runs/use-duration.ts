'use client';

import { useTranslations } from 'next-intl';

const MINUTE = 60;
const HOUR = 3600;

/** Writes a number of seconds as a person would say it: coarser, the longer it is. */
export function useDuration(): (seconds: number) => string {
  const t = useTranslations('runs.duration');
  return (seconds) => {
    if (seconds < MINUTE) return t('seconds', { seconds: Math.max(1, Math.round(seconds)) });
    if (seconds < HOUR) return t('minutes', { minutes: Math.round(seconds / MINUTE) });
    const minutes = Math.round(seconds / MINUTE);
    return t('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  };
}
