'use client';

import {
  Body1,
  Button,
  Field,
  Input,
  makeStyles,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalS },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalS,
  },
  field: { flexGrow: 1, minWidth: '220px', maxWidth: '480px' },
});

/** The link for a Global Administrator who is somebody else. */
export function ConsentLink({ link }: { readonly link: string }) {
  const t = useTranslations('wizard.consent.link');
  const styles = useStyles();
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  const [isCopied, setIsCopied] = useState(false);

  const copy = async () => {
    input?.select();
    try {
      await navigator.clipboard.writeText(link);
      setIsCopied(true);
    } catch {
      // Not allowed, or no https: the text is selected, and the reader copies it.
      setIsCopied(false);
    }
  };

  return (
    <section className={styles.section}>
      <Subtitle2 as="h2">{t('title')}</Subtitle2>
      <Body1>{t('text')}</Body1>
      <div className={styles.row}>
        <Field label={t('label')} className={styles.field}>
          <Input ref={setInput} readOnly value={link} />
        </Field>
        <Button
          icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
          onClick={() => void copy()}
        >
          <span role="status">{isCopied ? t('copied') : t('copy')}</span>
        </Button>
      </div>
    </section>
  );
}
