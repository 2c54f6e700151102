'use client';

import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { QueryRefusal } from '#components/ui/fetch-query.ts';

type StaleNoticeProps = {
  /** What the last refresh threw; nothing is shown when it is null. */
  readonly error: Error | null;
  readonly onRetry: () => void;
};

/** Above something that could not be refreshed and is shown as it was. */
export function StaleNotice({ error, onRetry }: StaleNoticeProps) {
  const t = useTranslations('common');
  if (error === null) return null;
  return (
    <MessageBar intent="warning">
      <MessageBarBody>{error instanceof QueryRefusal ? error.message : t('stale')}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={onRetry}>{t('retry')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
