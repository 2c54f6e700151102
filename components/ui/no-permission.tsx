'use client';

import { LockClosedRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { PageMessage } from '#components/ui/page-message.tsx';

type NoPermissionProps = {
  /** The reader's roles, in the reader's language. */
  readonly role: string;
};

/** The whole page, for somebody whose role is not enough. */
export function NoPermission({ role }: NoPermissionProps) {
  const t = useTranslations('common.noPermission');
  return (
    <PageMessage level="h1" icon={<LockClosedRegular />} title={t('title')}>
      {t('text', { role })} {t('ask')}
    </PageMessage>
  );
}
