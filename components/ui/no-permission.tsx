'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { PageMessage } from '#components/ui/page-message.tsx';

const useStyles = makeStyles({
  next: { display: 'block', marginTop: tokens.spacingVerticalM },
});

type NoPermissionProps = {
  /** The reader's roles, in the reader's language. */
  readonly role: string;
};

/** The whole page, for somebody whose role is not enough: why, and how one gets the role. */
export function NoPermission({ role }: NoPermissionProps) {
  const t = useTranslations('common.noPermission');
  const styles = useStyles();
  return (
    <PageMessage level="h1" icon={<LockClosedRegular />} title={t('title')}>
      {t('text', { role })}
      <span className={styles.next}>{t('original')}</span>
      <span className={styles.next}>{t('ask')}</span>
    </PageMessage>
  );
}
