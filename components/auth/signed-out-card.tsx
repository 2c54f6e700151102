'use client';

import { Body1, makeStyles, Title2, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { ButtonLink } from '#components/ui/button-link.tsx';

const useStyles = makeStyles({
  stack: { display: 'grid', rowGap: tokens.spacingVerticalL, justifyItems: 'start' },
});

export function SignedOutCard() {
  const t = useTranslations('auth.signedOut');
  const styles = useStyles();
  return (
    <div className={styles.stack}>
      <Title2 as="h1">{t('title')}</Title2>
      <Body1>{t('text')}</Body1>
      <ButtonLink href="/sign-in" appearance="primary">
        {t('again')}
      </ButtonLink>
    </div>
  );
}
