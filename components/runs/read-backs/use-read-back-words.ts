'use client';

import { useTranslations } from 'next-intl';
import { useProblem } from '#components/ui/use-problem.ts';
import { countAll, type ReadBackView } from '#lib/domain/runs/read-back.ts';

/** How a check stands, in a sentence. */
export function useReadBackWords(): (readBack: ReadBackView) => string {
  const t = useTranslations('runs.readBack');
  const findProblem = useProblem();
  return (readBack) => {
    const { state, expected, compared, failure } = readBack;
    if (state === 'queued') return t('queued');
    if (state === 'running') return t('running', { compared, expected: expected ?? 0 });
    if (state === 'failed') {
      return t('failed', { reason: findProblem(failure ?? '') ?? failure ?? '' });
    }
    if (countAll(readBack) === 0) return t('same', { compared });
    const { missing, altered, twice } = readBack;
    return t('differs', { missing, altered, twice, compared });
  };
}
