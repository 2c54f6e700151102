'use client';

import { Button, MessageBarActions } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';

/** In another tab, so that what is written in this one stays; then the same button is pressed again. */
export function SignInAgain() {
  const t = useTranslations('wizard.signInAgain');
  return (
    <MessageBarActions>
      <Button as="a" href="/sign-in?callbackUrl=%2Fsigned-in" target="_blank" rel="noreferrer">
        {t('button')}
      </Button>
    </MessageBarActions>
  );
}
