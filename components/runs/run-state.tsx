'use client';

import {
  ArrowSyncFilled,
  CheckmarkCircleFilled,
  ClockRegular,
  DismissCircleFilled,
  WarningFilled,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { StatusText } from '#components/ui/status-text.tsx';
import type { RunState } from '#lib/domain/runs/run-state.ts';

const looks = {
  queued: { tone: 'neutral', icon: ClockRegular },
  fetching: { tone: 'brand', icon: ArrowSyncFilled },
  delivering: { tone: 'brand', icon: ArrowSyncFilled },
  reconciling: { tone: 'brand', icon: ArrowSyncFilled },
  completed: { tone: 'success', icon: CheckmarkCircleFilled },
  'not-reconciled': { tone: 'warning', icon: WarningFilled },
  failed: { tone: 'danger', icon: DismissCircleFilled },
} as const;

/** How an import stands or ended. */
export function RunStateText({ state }: { readonly state: RunState }) {
  const t = useTranslations('runs.states');
  return <StatusText {...looks[state]}>{t(state)}</StatusText>;
}
