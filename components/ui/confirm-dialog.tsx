'use client';

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

const useStyles = makeStyles({ wide: { maxWidth: '840px' } });

type ConfirmDialogProps = {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** The verb of what will happen, such as "Delete connector". */
  readonly confirmLabel: string;
  readonly isBusy?: boolean;
  /** For a table in it. */
  readonly isWide?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
};

/** Asks before something that is hard to take back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, title, children, confirmLabel, onConfirm, onCancel } = props;
  const { isBusy = false, isWide = false } = props;
  const styles = useStyles();
  const t = useTranslations('common');

  return (
    <Dialog
      modalType="alert"
      open={isOpen}
      onOpenChange={(_event, { open }) => {
        if (!open) onCancel();
      }}
    >
      <DialogSurface {...(isWide && { className: styles.wide })}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions>
            <Button appearance="secondary" onClick={onCancel}>
              {t('cancel')}
            </Button>
            <Button
              appearance="primary"
              disabledFocusable={isBusy}
              icon={isBusy ? <Spinner size="tiny" /> : null}
              onClick={onConfirm}
            >
              {confirmLabel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
