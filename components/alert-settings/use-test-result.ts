'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useToast } from '#components/ui/toasts.tsx';
import { useProblem } from '#components/ui/use-problem.ts';
import type { ChannelView } from '#lib/domain/alerts/alert-view.ts';

/** @returns what is told which test to say the result of, once the page has seen it */
export function useTestResult({ name, last }: ChannelView): (deliveryId: string) => void {
  const t = useTranslations('alerts.channels');
  const toast = useToast();
  const findProblem = useProblem();
  const awaited = useRef<string>(undefined);
  useEffect(() => {
    if (last === null || last.id !== awaited.current || last.state === 'waiting') return;
    awaited.current = undefined;
    if (last.state === 'sent') toast({ intent: 'success', text: t('testSent', { name }) });
    else {
      const code = last.failure ?? '';
      const reason = findProblem(code) ?? code;
      toast({ intent: 'error', text: t('testFailed', { name, reason }) });
    }
  });
  return (deliveryId) => {
    awaited.current = deliveryId;
  };
}
