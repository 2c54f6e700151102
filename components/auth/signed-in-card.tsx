'use client';

import { Body1, makeStyles, Title2, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';

const useStyles = makeStyles({ stack: { display: 'grid', rowGap: tokens.spacingVerticalL } });

export function SignedInCard({ name }: { readonly name: string }) {
  const t = useTranslations('auth.signedIn');
  const styles = useStyles();
  return (
    <div className={styles.stack}>
      <Title2 as="h1">{t('title')}</Title2>
      <Body1>{t('text', { name })}</Body1>
    </div>
  );
}
