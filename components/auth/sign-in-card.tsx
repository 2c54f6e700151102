'use client';

import {
  Body1,
  Button,
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  Title2,
  tokens,
} from '@fluentui/react-components';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

const ERROR_CODES = [
  'OAuthSignin',
  'OAuthCallback',
  'Callback',
  'AccessDenied',
  'Configuration',
  'SessionRequired',
] as const;

const useStyles = makeStyles({
  stack: { display: 'grid', rowGap: tokens.spacingVerticalL, justifyItems: 'start' },
  message: { width: '100%' },
});

type SignInCardProps = {
  /** Error code of next-auth. */
  readonly error: string | undefined;
  readonly callbackUrl: string;
  readonly isSandbox: boolean;
};

export function SignInCard({ error, callbackUrl, isSandbox }: SignInCardProps) {
  const t = useTranslations('auth');
  const styles = useStyles();
  const [isLeaving, setIsLeaving] = useState(false);
  const errorCode = ERROR_CODES.find((code) => code === error) ?? 'other';

  async function leave() {
    setIsLeaving(true);
    await signIn('azure-ad', { callbackUrl });
  }

  return (
    <div className={styles.stack}>
      <Title2 as="h1">{t('signIn.title')}</Title2>
      {error !== undefined && (
        <MessageBar intent="error" layout="multiline" className={styles.message}>
          <MessageBarBody>{t(`errors.${errorCode}`)}</MessageBarBody>
        </MessageBar>
      )}
      <Body1>{t('signIn.text')}</Body1>
      <Button
        appearance="primary"
        size="large"
        icon={isLeaving ? <Spinner size="tiny" /> : <MicrosoftMark />}
        disabledFocusable={isLeaving}
        onClick={leave}
      >
        {t('signIn.button')}
      </Button>
      {isSandbox && <Caption1>{t('signIn.sandbox')}</Caption1>}
    </div>
  );
}

function MicrosoftMark() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden focusable="false">
      <path fill="#f25022" d="M0 0h8.5v8.5H0z" />
      <path fill="#7fba00" d="M9.5 0H18v8.5H9.5z" />
      <path fill="#00a4ef" d="M0 9.5h8.5V18H0z" />
      <path fill="#ffb900" d="M9.5 9.5H18V18H9.5z" />
    </svg>
  );
}
