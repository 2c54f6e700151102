'use client';

import { Body1, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM },
  days: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

type BackfillDialogProps = {
  readonly name: string;
  readonly isBusy: boolean;
  readonly onImport: (days: { readonly first: string; readonly last: string }) => void;
  readonly onCancel: () => void;
};

/** Asks which past days are to be imported. */
export function BackfillDialog({ name, isBusy, onImport, onCancel }: BackfillDialogProps) {
  const t = useTranslations('connectors.backfill');
  const styles = useStyles();
  const [days, setDays] = useState({ first: '', last: '' });
  const [isTried, setIsTried] = useState(false);
  const isWrong = days.first === '' || days.last === '' || days.first > days.last;

  return (
    <ConfirmDialog
      isOpen
      isBusy={isBusy}
      title={t('title', { name })}
      confirmLabel={t('confirm')}
      onConfirm={() => {
        setIsTried(true);
        if (!isWrong) onImport(days);
      }}
      onCancel={onCancel}
    >
      <div className={styles.content}>
        <Body1>{t('text')}</Body1>
        <div className={styles.days}>
          <Field label={t('first')}>
            <Input
              type="date"
              value={days.first}
              onChange={(_event, { value }) => {
                setDays({ ...days, first: value });
              }}
            />
          </Field>
          <Field label={t('last')} {...(isTried && isWrong && { validationMessage: t('wrong') })}>
            <Input
              type="date"
              value={days.last}
              onChange={(_event, { value }) => {
                setDays({ ...days, last: value });
              }}
            />
          </Field>
        </div>
      </div>
    </ConfirmDialog>
  );
}
