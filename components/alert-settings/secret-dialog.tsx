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
  Field,
  Input,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM },
  secret: { fontFamily: tokens.fontFamilyMonospace },
});

type SecretDialogProps = { readonly signingSecret: string; readonly onClose: () => void };

/** The secret of a webhook, this once. */
export function SecretDialog({ signingSecret, onClose }: SecretDialogProps) {
  const t = useTranslations('alerts.channels');
  const styles = useStyles();
  const [isCopied, setIsCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(signingSecret).then(() => {
      setIsCopied(true);
    });
  };
  return (
    <Dialog
      open
      modalType="alert"
      onOpenChange={(_event, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('secretTitle')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Body1>{t('secretText')}</Body1>
            <Field label={t('secretLabel')}>
              <Input
                readOnly
                value={signingSecret}
                input={{ className: styles.secret }}
                onFocus={(event) => {
                  event.target.select();
                }}
              />
            </Field>
          </DialogContent>
          <DialogActions>
            <Button icon={<CopyRegular />} onClick={copy}>
              {isCopied ? t('copied') : t('copy')}
            </Button>
            <Button appearance="primary" onClick={onClose}>
              {t('done')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
