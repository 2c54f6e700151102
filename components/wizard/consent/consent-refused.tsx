'use client';

import {
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import type { ConsentRefusal } from '#lib/domain/wizard/admin-consent.ts';

const useStyles = makeStyles({ raw: { display: 'block', overflowWrap: 'anywhere' } });

/** Why consent was not given, in our words and in Microsoft's. */
export function ConsentRefused({ refusal }: { readonly refusal: ConsentRefusal }) {
  const t = useTranslations('wizard.consent');
  const styles = useStyles();
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t('refused')}</MessageBarTitle>
        {t(`refusals.${refusal.code}`)}
        {refusal.text !== '' && (
          <Caption1 className={styles.raw}>{t('microsoftSays', { text: refusal.text })}</Caption1>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}
