'use client';

import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useWatch, type UseFormReturn } from 'react-hook-form';
import { TextField } from '#components/wizard/frame/text-field.tsx';
import type { SourceServersView } from '#lib/domain/wizard/source-servers-view.ts';
import type { LoginForm } from '#lib/domain/wizard/step-forms.ts';

const useStyles = makeStyles({
  said: { display: 'grid', rowGap: tokens.spacingVerticalXS, justifyItems: 'start' },
  server: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  fixed: { color: tokens.colorNeutralForeground3 },
  field: { width: '100%', maxWidth: '400px' },
});

type ServerFieldProps = {
  readonly form: UseFormReturn<LoginForm>;
  readonly servers: SourceServersView;
};

/** Which server the sign-in is for. It can be changed where the deployment allows others. */
export function ServerField({ form, servers: { own, others } }: ServerFieldProps) {
  const t = useTranslations('wizard.login');
  const format = useFormatter();
  const styles = useStyles();
  const server = useWatch({ control: form.control, name: 'server' });
  const [isOpen, setIsOpen] = useState(server !== undefined && server !== own);

  if (!isOpen) {
    return (
      <div className={styles.said}>
        <Body1>
          {t.rich('serverIs', {
            server: () => <span className={styles.server}>{own}</span>,
          })}
        </Body1>
        {others.length === 0 ? (
          <Caption1 className={styles.fixed}>{t('serverFixed')}</Caption1>
        ) : (
          <Button
            size="small"
            onClick={() => {
              setIsOpen(true);
              // The field is there once this has been drawn.
              requestAnimationFrame(() => {
                form.setFocus('server', { shouldSelect: true });
              });
            }}
          >
            {t('serverChange')}
          </Button>
        )}
      </div>
    );
  }
  return (
    <>
      <TextField
        control={form.control}
        name="server"
        label={t('server')}
        hint={t('serverHint', { servers: format.list([own, ...others]) })}
        className={styles.field}
        autoComplete="off"
        spellCheck={false}
      />
      <Button
        size="small"
        appearance="subtle"
        onClick={() => {
          form.setValue('server', own, { shouldValidate: true });
          setIsOpen(false);
        }}
      >
        {t('serverOwn', { server: own })}
      </Button>
    </>
  );
}
