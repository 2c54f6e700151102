'use client';

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { useState, useTransition } from 'react';
import { deleteDraftAction } from '#lib/actions/drafts.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';

const useStyles = makeStyles({
  content: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalM,
  },
});

/** Where the wizard is left to. */
const OVERVIEW = '/data-connectors';

/** Asks what is to become of the draft. */
export function CancelSetup({ draft }: { readonly draft: DraftView }) {
  const t = useTranslations('wizard.cancel');
  const styles = useStyles();
  const navigate = useNavigate();
  const [isDeleting, startDeleting] = useTransition();
  const isEdit = draft.edits !== null;
  const [isOpen, setIsOpen] = useState(false);
  const [error, setError] = useState<string>();

  const leave = () => {
    // Closed first: a page that is left with its dialog open leaves the next one hidden from
    // screen readers.
    setIsOpen(false);
    navigate(
      draft.edits === null ? OVERVIEW : `/data-connectors/connectors?connector=${draft.edits.id}`,
    );
  };
  const deleteDraft = () => {
    startDeleting(async () => {
      const result = await deleteDraftAction({ draftId: draft.id });
      if (result.ok) leave();
      else setError(result.error.message);
    });
  };

  return (
    <Dialog
      modalType="alert"
      open={isOpen}
      onOpenChange={(_event, { open }) => {
        setIsOpen(open);
      }}
    >
      <DialogTrigger disableButtonEnhancement>
        <Button appearance="subtle">{t('button')}</Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{isEdit ? t('titleEdit') : t('title')}</DialogTitle>
          <DialogContent className={styles.content}>
            {isEdit ? t('textEdit') : t('text')}
            {error !== undefined && (
              <MessageBar intent="error" layout="multiline" role="alert">
                <MessageBarBody>{error}</MessageBarBody>
              </MessageBar>
            )}
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={leave}>
              {t('keep')}
            </Button>
            <Button disabledFocusable={isDeleting} onClick={deleteDraft}>
              {t('delete')}
            </Button>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t('stay')}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
