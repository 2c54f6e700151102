'use client';

import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import type { RunView } from '#lib/domain/runs/run-view.ts';
import { isActiveRunState } from '#lib/domain/runs/run-state.ts';

/** How a finished import ended, in a sentence. */
export function RunResult({ run }: { readonly run: RunView }) {
  const t = useTranslations('runs.result');
  const states = useTranslations('runs.states');
  const { state, trigger, counters, packagesFound } = run;
  if (isActiveRunState(state)) return null;

  const title = <MessageBarTitle>{states(state)}</MessageBarTitle>;
  if (state !== 'completed') {
    return (
      <MessageBar intent={state === 'failed' ? 'error' : 'warning'} layout="multiline">
        <MessageBarBody>
          {title}
          {t(state)}
        </MessageBarBody>
      </MessageBar>
    );
  }
  const isEmpty = packagesFound === 0 && trigger !== 'replay';
  const sentence = isEmpty ? t('completedEmpty') : t('completed');
  return (
    <MessageBar intent="success" layout="multiline">
      <MessageBarBody>
        {title}
        {counters.held > 0 ? t('completedHeld', { held: counters.held }) : sentence}
      </MessageBarBody>
    </MessageBar>
  );
}
