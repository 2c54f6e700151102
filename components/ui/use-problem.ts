'use client';

import { useMessages, useTranslations } from 'next-intl';

/** Finds the words of an error code (lib/messages/<locale>/problems.json); null when there are none. */
export function useProblem(): (code: string) => string | null {
  const t = useTranslations('problems');
  const { problems } = useMessages();
  return (code) => {
    const known = (key: string): key is Exclude<keyof typeof problems, 'unexpected'> =>
      key !== 'unexpected' && Object.hasOwn(problems, key);
    return known(code) ? t(code) : null;
  };
}
