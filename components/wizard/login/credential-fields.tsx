'use client';

import {
  Body1,
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { useWatch, type UseFormReturn } from 'react-hook-form';
import { TextField } from '#components/wizard/frame/text-field.tsx';
import { ServerField } from '#components/wizard/login/server-field.tsx';
import type { SourceServersView } from '#lib/domain/wizard/source-servers-view.ts';
import type { LoginForm } from '#lib/domain/wizard/step-forms.ts';

const useStyles = makeStyles({
  step: { display: 'grid', rowGap: tokens.spacingVerticalM, justifyItems: 'start' },
  field: { width: '100%', maxWidth: '400px' },
  words: { display: 'grid', rowGap: tokens.spacingVerticalXS },
});

type CredentialFieldsProps = {
  readonly form: UseFormReturn<LoginForm>;
  readonly hasStored: boolean;
  readonly hasPassed: boolean;
  readonly servers: SourceServersView;
};

/** Step 3. What is stored is never shown, only replaced. */
export function CredentialFields(props: CredentialFieldsProps) {
  const { form, hasStored, hasPassed, servers } = props;
  const t = useTranslations('wizard.login');
  const styles = useStyles();
  const credentials = useWatch({ control: form.control, name: 'credentials' });
  const replace = useRef<HTMLElement>(null);
  // What was pressed goes, and the focus with it; what takes its place is there after the drawing.
  const afterDrawing = (focus: () => void) => {
    requestAnimationFrame(focus);
  };

  return (
    <section className={styles.step}>
      <div className={styles.words}>
        <Subtitle2 as="h2">{t('step3.title')}</Subtitle2>
        <Body1 as="p">{t('step3.text')}</Body1>
      </div>
      <ServerField form={form} servers={servers} />
      {credentials === 'stored' ? (
        <MessageBar intent={hasPassed ? 'success' : 'info'} layout="multiline">
          <MessageBarBody>{hasPassed ? t('storedPassed') : t('stored')}</MessageBarBody>
          <MessageBarActions>
            <Button
              ref={(button: HTMLElement | null) => {
                replace.current = button;
              }}
              onClick={() => {
                form.setValue('credentials', 'new');
                afterDrawing(() => {
                  form.setFocus('username');
                });
              }}
            >
              {t('replace')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      ) : (
        <NewCredentials
          form={form}
          hasStored={hasStored}
          onKept={() => {
            afterDrawing(() => replace.current?.focus());
          }}
        />
      )}
    </section>
  );
}

type NewCredentialsProps = Pick<CredentialFieldsProps, 'form' | 'hasStored'> & {
  readonly onKept: () => void;
};

function NewCredentials({ form, hasStored, onKept }: NewCredentialsProps) {
  const t = useTranslations('wizard.login');
  const styles = useStyles();
  const [isShown, setIsShown] = useState(false);

  return (
    <>
      {/* Not this portal's own sign-in: a browser is not to offer that, nor to keep this. */}
      <TextField
        control={form.control}
        name="username"
        label={t('username')}
        className={styles.field}
        autoComplete="off"
        spellCheck={false}
      />
      <TextField
        control={form.control}
        name="password"
        label={t('password')}
        className={styles.field}
        type={isShown ? 'text' : 'password'}
        autoComplete="new-password"
        spellCheck={false}
        contentAfter={
          <Button
            appearance="transparent"
            size="small"
            icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
            aria-label={isShown ? t('hidePassword') : t('showPassword')}
            onClick={() => {
              setIsShown(!isShown);
            }}
          />
        }
      />
      {hasStored && (
        <Button
          appearance="subtle"
          onClick={() => {
            form.resetField('password');
            form.setValue('credentials', 'stored');
            form.clearErrors();
            onKept();
          }}
        >
          {t('keepStored')}
        </Button>
      )}
    </>
  );
}
