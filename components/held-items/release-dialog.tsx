'use client';

import {
  Body1,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

const LONGEST_REASON = 1000;

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM },
});

type ReleaseDialogProps = {
  readonly count: number;
  readonly isBusy: boolean;
  readonly onRelease: (reason: string) => void;
  readonly onCancel: () => void;
};

/** Asks why items are let go, and whether somebody means it. */
export function ReleaseDialog({ count, isBusy, onRelease, onCancel }: ReleaseDialogProps) {
  const t = useTranslations('held.releaseDialog');
  const common = useTranslations('common');
  const styles = useStyles();
  const [reason, setReason] = useState('');
  const [isUnderstood, setIsUnderstood] = useState(false);
  const [isTried, setIsTried] = useState(false);
  const isMissing = reason.trim() === '';

  return (
    <Dialog
      modalType="alert"
      open
      onOpenChange={(_event, { open }) => {
        if (!open) onCancel();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('title', { count })}</DialogTitle>
          <DialogContent className={styles.content}>
            <Body1>{t('text')}</Body1>
            <Field
              required
              label={t('reason')}
              hint={t('reasonHint')}
              {...(isTried && isMissing && { validationMessage: t('reasonMissing') })}
            >
              <Textarea
                value={reason}
                maxLength={LONGEST_REASON}
                onChange={(_event, { value }) => {
                  setReason(value);
                }}
              />
            </Field>
            <Checkbox
              label={t('understood')}
              checked={isUnderstood}
              onChange={(_event, { checked }) => {
                setIsUnderstood(checked === true);
              }}
            />
          </DialogContent>
          <DialogActions>
            <Button appearance="secondary" onClick={onCancel}>
              {common('cancel')}
            </Button>
            <Button
              appearance="primary"
              disabledFocusable={isBusy || !isUnderstood}
              onClick={() => {
                setIsTried(true);
                if (!isMissing) onRelease(reason.trim());
              }}
            >
              {t('confirm')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
