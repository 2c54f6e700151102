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
import { CheckSteps } from '#components/wizard/login/check-steps.tsx';
import { failureOf } from '#components/wizard/login/check-failure.ts';
import { useConnectionCheck } from '#components/wizard/login/use-connection-check.ts';

const useStyles = makeStyles({
  content: {
    display: 'grid',
    rowGap: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalM,
  },
});

type ConnectionDialogProps = {
  readonly draftId: string;
  readonly checkId: string;
  readonly onTryAgain: (trustNewHostKey: boolean) => Promise<void>;
  /** @param isRefused whether other credentials have to be entered */
  readonly onClose: (isRefused: boolean) => void;
  readonly onContinue: () => void;
};

/** Shows each check of the connection as it happens, and the way out when one fails. */
export function ConnectionDialog(props: ConnectionDialogProps) {
  const { draftId, checkId, onTryAgain, onClose, onContinue } = props;
  const t = useTranslations('wizard.check');
  const styles = useStyles();
  const { phase, steps } = useConnectionCheck(draftId, checkId);
  const [isStarting, startAgain] = useTransition();
  const [mainButton, setMainButton] = useState<HTMLButtonElement | null>(null);
  const failure = phase === 'failed' ? failureOf(steps) : null;
  const hasEnded = phase === 'passed' || phase === 'failed' || phase === 'too-long';

  useEffect(() => {
    if (hasEnded) mainButton?.focus();
  }, [hasEnded, mainButton]);

  const tryAgain = (trustNewHostKey: boolean) => {
    startAgain(() => onTryAgain(trustNewHostKey));
  };
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
            <div role="status">
              {phase === 'waiting' && <Body1>{t('waiting')}</Body1>}
              {phase === 'slow' && <Notice intent="warning">{t('waitingLong')}</Notice>}
              {phase === 'too-long' && <Notice intent="error">{t('tooLong')}</Notice>}
              {phase === 'lost' && <Notice intent="warning">{t('lost')}</Notice>}
              {phase === 'passed' && <Notice intent="success">{t('passed')}</Notice>}
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
                  tryAgain(false);
                }}
              >
                {t('tryAgain')}
              </Button>
            )}
            {failure === 'host-key-changed' && (
              <Button
                disabledFocusable={isStarting}
                onClick={() => {
                  tryAgain(true);
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
