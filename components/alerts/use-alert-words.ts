'use client';

import { useTranslations } from 'next-intl';
import { useProblem } from '#components/ui/use-problem.ts';
import type { AlertFacts } from '#lib/domain/alerts/alert-facts.ts';
import type { AlertRule } from '#lib/domain/alerts/alert-rules.ts';
import { SOURCE_STATUSES } from '#lib/domain/connectors/source-status.ts';

/** The sentence of an alert, as messages have it too (lib/notifications/alert-words.ts). */
export function useAlertSentence(): (rule: AlertRule, facts: AlertFacts) => string {
  const t = useTranslations('alerts');
  const findProblem = useProblem();
  return (rule, facts) => {
    const status = SOURCE_STATUSES.find((known) => known === facts.code);
    const reason =
      status === undefined || status === 'connected'
        ? (findProblem(facts.code) ?? facts.code)
        : t(`reasons.${status}`);
    return t(`sentences.${rule}`, { ...facts, reason });
  };
}
