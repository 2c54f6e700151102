'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useReadBackWords } from '#components/runs/read-backs/use-read-back-words.ts';
import { useToast } from '#components/ui/toasts.tsx';
import { countAll, isActiveReadBack, type ReadBackView } from '#lib/domain/runs/read-back.ts';

/** Says how a check ended that was under way while the page was open. */
export function useReadBackToasts(readBacks: readonly ReadBackView[]): void {
  const t = useTranslations('runs.readBack');
  const toast = useToast();
  const words = useReadBackWords();
  const watched = useRef(new Set<string>());

  useEffect(() => {
    for (const readBack of readBacks) {
      if (isActiveReadBack(readBack)) watched.current.add(readBack.id);
      else if (watched.current.delete(readBack.id)) {
        const isFailed = readBack.state === 'failed';
        const intent = isFailed ? 'error' : countAll(readBack) === 0 ? 'success' : 'warning';
        toast({ intent, text: t('ended', { result: words(readBack) }) });
      }
    }
  });
}
