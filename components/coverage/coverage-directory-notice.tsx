'use client';

import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useProblem } from '#components/ui/use-problem.ts';
import type { CoverageDirectory } from '#lib/domain/coverage/coverage-result.ts';

/** What the directory says to a deployment that the tenant has not consented to. */
const CONSENT_CODES: readonly string[] = ['consent-missing', 'graph-access-denied'];

/** What it means for a result that nobody could be asked who has a mailbox. */
export function CoverageDirectoryNotice({ directory }: { readonly directory: CoverageDirectory }) {
  const t = useTranslations('coverage.directory');
  const findProblem = useProblem();
  if (directory.state === 'read') return null;
  const isConsent = CONSENT_CODES.includes(directory.code);
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{isConsent ? t('consentTitle') : t('unavailableTitle')}</MessageBarTitle>
        {isConsent
          ? t('consent')
          : t('unavailable', { reason: findProblem(directory.code) ?? directory.code })}
      </MessageBarBody>
    </MessageBar>
  );
}
