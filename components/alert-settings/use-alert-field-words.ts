'use client';

import { useMessages, useTranslations } from 'next-intl';
import type { z } from 'zod';

/** The first problem of each field in words, by the field's name. */
export function useAlertFieldWords(): (error: z.ZodError) => Readonly<Record<string, string>> {
  const t = useTranslations('alerts.fields');
  const { alerts } = useMessages();
  return (error) => {
    const problems = new Map<string, string>();
    for (const { path, message } of error.issues) {
      const field = String(path[0] ?? '');
      const isKnown = (key: string): key is keyof typeof alerts.fields =>
        Object.hasOwn(alerts.fields, key);
      if (!problems.has(field)) problems.set(field, isKnown(message) ? t(message) : message);
    }
    return Object.fromEntries(problems);
  };
}
