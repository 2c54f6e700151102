'use client';

import { useTranslations } from 'next-intl';
import type { RunSummary } from '#lib/domain/runs/run-view.ts';

type RunTriggerTextProps = { readonly run: Pick<RunSummary, 'trigger' | 'startedBy'> };

/** Why an import began. */
export function RunTriggerText({ run }: RunTriggerTextProps) {
  const t = useTranslations('runs.triggers');
  return t(run.trigger, { name: run.startedBy ?? '' });
}
