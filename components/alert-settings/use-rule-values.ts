'use client';

import { useTranslations } from 'next-intl';
import { parametersOf } from '#lib/domain/alerts/alert-rules.ts';
import type { RuleView } from '#lib/domain/alerts/alert-view.ts';

/** The figures of a rule in words, one after the other. */
export function useRuleValues(): (rule: Pick<RuleView, 'rule' | 'parameters'>) => string {
  const t = useTranslations('alerts.values');
  return ({ rule, parameters }) =>
    parametersOf(rule)
      .map((name) => {
        if (name === 'days') return t(`days.${parameters.days}`);
        if (name === 'by') return t('by', { value: parameters.by });
        return t(name, { value: parameters[name] });
      })
      .join(', ');
}
