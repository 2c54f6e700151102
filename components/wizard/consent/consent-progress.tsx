'use client';

import {
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  ProgressBar,
} from '@fluentui/react-components';
import { useNow, useTranslations } from 'next-intl';
import { LocalTime } from '#components/ui/local-time.tsx';
import { useProblem } from '#components/ui/use-problem.ts';
import { USUAL_PROPAGATION_MS, type ConsentStatus } from '#lib/domain/wizard/consent-status.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** What is waited for: somebody's consent, Microsoft putting it in force, or a setting put right. */
export function ConsentProgress({ status }: { readonly status: ConsentStatus | undefined }) {
  const t = useTranslations('wizard.consent');
  const findProblem = useProblem();
  const now = useNow({ updateInterval: SECOND_MS });
  const acceptance = status?.acceptance ?? null;
  const trouble = status?.trouble ?? null;

  if (trouble !== null) {
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t('trouble')}</MessageBarTitle>
          {findProblem(trouble) ?? trouble} {t('waiting')}
        </MessageBarBody>
      </MessageBar>
    );
  }
  if (acceptance === null) {
    return (
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>{t('waiting')}</MessageBarBody>
      </MessageBar>
    );
  }
  const waitedMs = Math.max(0, now.getTime() - new Date(acceptance.at).getTime());
  const isLong = waitedMs > USUAL_PROPAGATION_MS;
  const minutes = Math.floor(waitedMs / MINUTE_MS);
  return (
    <>
      <MessageBar intent={isLong ? 'warning' : 'info'} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t('pendingTitle')}</MessageBarTitle>
          {t.rich('pending', {
            name: acceptance.by,
            when: () => <LocalTime value={acceptance.at} />,
          })}{' '}
          {isLong ? t('pendingLong', { minutes }) : t('pendingUsual', { minutes })}
        </MessageBarBody>
      </MessageBar>
      <ProgressBar aria-label={t('pendingTitle')} />
    </>
  );
}
