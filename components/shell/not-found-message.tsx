'use client';

import { DocumentQuestionMarkRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { PageMessage } from '#components/ui/page-message.tsx';

/** The whole page, for an address where there is nothing. */
export function NotFoundMessage() {
  const t = useTranslations('common.notFound');
  return (
    <PageMessage
      level="h1"
      icon={<DocumentQuestionMarkRegular />}
      title={t('title')}
      actions={<ButtonLink href="/">{t('home')}</ButtonLink>}
    >
      {t('text')}
    </PageMessage>
  );
}
