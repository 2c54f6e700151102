'use client';

import { Button } from '@fluentui/react-components';
import { ErrorCircleRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { PageMessage } from '#components/ui/page-message.tsx';

type ErrorStateProps = {
  readonly title?: string;
  /** Fit for the person at the screen, such as the message of a `QueryRefusal`. */
  readonly message?: string;
  /** By which an administrator finds the log line. */
  readonly number?: string | undefined;
  readonly level?: 'h1' | 'h2';
  readonly onRetry?: () => void;
};

/** Something could not be shown. */
export function ErrorState({ title, message, number, level, onRetry }: ErrorStateProps) {
  const t = useTranslations('common');
  return (
    <PageMessage
      role="alert"
      level={level ?? 'h2'}
      icon={<ErrorCircleRegular />}
      title={title ?? t('failed.title')}
      actions={onRetry !== undefined && <Button onClick={onRetry}>{t('retry')}</Button>}
    >
      {message ?? t('failed.text')}
      {number !== undefined && (
        <>
          <br />
          {t('failed.number', { number })}
        </>
      )}
    </PageMessage>
  );
}
