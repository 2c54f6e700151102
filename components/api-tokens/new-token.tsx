'use client';

import {
  Body1,
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalS,
  },
  field: { flexGrow: 1, minWidth: '220px' },
  input: { fontFamily: tokens.fontFamilyMonospace },
});

type NewTokenProps = { readonly token: string; readonly onDone: () => void };

/** The body of the dialog once the token is made. */
export function NewToken({ token, onDone }: NewTokenProps) {
  const t = useTranslations('tokens.made');
  const styles = useStyles();
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  const [isCopied, setIsCopied] = useState(false);

  const copy = async () => {
    input?.select();
    try {
      await navigator.clipboard.writeText(token);
      setIsCopied(true);
    } catch {
      // Not allowed, or no https: the text is selected, and the reader copies it.
      setIsCopied(false);
    }
  };
  return (
    <DialogBody>
      <DialogTitle>{t('title')}</DialogTitle>
      <DialogContent className={styles.content}>
        <Body1>{t('text')}</Body1>
        <div className={styles.row}>
          <Field label={t('label')} className={styles.field}>
            <Input ref={setInput} readOnly value={token} className={styles.input} />
          </Field>
          <Button
            icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
            onClick={() => void copy()}
          >
            <span role="status">{isCopied ? t('copied') : t('copy')}</span>
          </Button>
        </div>
      </DialogContent>
      <DialogActions>
        <Button appearance="primary" onClick={onDone}>
          {t('done')}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
