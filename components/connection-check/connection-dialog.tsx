'use client';

import {
  Body1,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useEffect, useState, useTransition } from 'react';
import { CheckSteps } from '#components/connection-check/check-steps.tsx';
import { failureOf } from '#components/connection-check/check-failure.ts';
import { CodeQuestion } from '#components/connection-check/code-question.tsx';
import { useConnectionCheck } from '#components/connection-check/use-connection-check.ts';
import type { CheckSubject } from '#lib/domain/connection-check.ts';

const useStyles = makeStyles({
  content: {
    display: 'grid',
    rowGap: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalM,
  },
  notices: { display: 'grid', rowGap: tokens.spacingVerticalS },
});

type ConnectionDialogProps = {
  readonly subject: CheckSubject;
  readonly checkId: string;
  readonly onTryAgain: () => Promise<void>;
  /** Where a new host key may be trusted here; a connector has a question of its own for that. */
  readonly onTrustNewKey?: () => Promise<void>;
  /** @param isRefused whether other credentials have to be entered */
  readonly onClose: (isRefused: boolean) => void;
  readonly onContinue: () => void;
};

/** Shows each check of the connection as it happens, and the way out when one fails. */
export function ConnectionDialog(props: ConnectionDialogProps) {
  const { subject, checkId, onTryAgain, onTrustNewKey, onClose, onContinue } = props;
  const t = useTranslations('wizard.check');
  const styles = useStyles();
  const { phase, steps } = useConnectionCheck(subject, checkId);
  const [isStarting, startAgain] = useTransition();
  const [hasEnteredCode, setHasEnteredCode] = useState(false);
  const [mainButton, setMainButton] = useState<HTMLButtonElement | null>(null);
  const failure = phase === 'failed' ? failureOf(steps) : null;
  const hasEnded = phase === 'passed' || phase === 'failed' || phase === 'too-long';

  useEffect(() => {
    if (hasEnded) mainButton?.focus();
  }, [hasEnded, mainButton]);

  const isRefused = failure === 'sign-in-refused';
  const close = () => {
    onClose(isRefused);
  };

  return (
    <Dialog
      open
      onOpenChange={(_event, { type }) => {
        if (type === 'escapeKeyDown') close();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Body1>{t('intro')}</Body1>
            <CheckSteps steps={steps} />
            {phase === 'asking' && (
              <CodeQuestion
                subject={subject}
                checkId={checkId}
                onAnswered={() => {
                  setHasEnteredCode(true);
                }}
              />
            )}
            <div role="status" className={styles.notices}>
              {phase === 'waiting' && <Body1>{t('waiting')}</Body1>}
              {phase === 'slow' && <Notice intent="warning">{t('waitingLong')}</Notice>}
              {phase === 'too-long' && <Notice intent="error">{t('tooLong')}</Notice>}
              {phase === 'lost' && <Notice intent="warning">{t('lost')}</Notice>}
              {phase === 'passed' && <Notice intent="success">{t('passed')}</Notice>}
              {phase === 'passed' && hasEnteredCode && (
                <Notice intent="warning">{t('passedWithCode')}</Notice>
              )}
              {failure !== null && (
                <Notice intent="error" title={t(`failures.${failure}.title`)}>
                  {t(`failures.${failure}.text`)}
                </Notice>
              )}
            </div>
          </DialogContent>
          <DialogActions fluid>
            {phase === 'passed' && (
              <Button ref={setMainButton} appearance="primary" onClick={onContinue}>
                {t('continue')}
              </Button>
            )}
            {isRefused && (
              <Button ref={setMainButton} appearance="primary" onClick={close}>
                {t('enterAgain')}
              </Button>
            )}
            {hasEnded && phase !== 'passed' && !isRefused && (
              <Button
                ref={setMainButton}
                appearance="primary"
                disabledFocusable={isStarting}
                onClick={() => {
                  startAgain(onTryAgain);
                }}
              >
                {t('tryAgain')}
              </Button>
            )}
            {failure === 'host-key-changed' && onTrustNewKey !== undefined && (
              <Button
                disabledFocusable={isStarting}
                onClick={() => {
                  startAgain(onTrustNewKey);
                }}
              >
                {t('trustNewKey')}
              </Button>
            )}
            {!isRefused && <Button onClick={close}>{t('close')}</Button>}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

type NoticeProps = {
  readonly intent: 'success' | 'warning' | 'error';
  readonly title?: string;
  readonly children: string;
};

function Notice({ intent, title, children }: NoticeProps) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>
        {title !== undefined && <MessageBarTitle>{title}</MessageBarTitle>}
        {children}
      </MessageBarBody>
    </MessageBar>
  );
}
