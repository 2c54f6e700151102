'use client';

import {
  Body1,
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useWatch, type UseFormReturn } from 'react-hook-form';
import { useFieldMessage } from '#components/wizard/frame/use-field-message.ts';
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
};

/** Step 3. What is stored is never shown, only replaced. */
export function CredentialFields({ form, hasStored, hasPassed }: CredentialFieldsProps) {
  const t = useTranslations('wizard.login');
  const styles = useStyles();
  const credentials = useWatch({ control: form.control, name: 'credentials' });

  return (
    <section className={styles.step}>
      <div className={styles.words}>
        <Subtitle2 as="h2">{t('step3.title')}</Subtitle2>
        <Body1 as="p">{t('step3.text')}</Body1>
      </div>
      {credentials === 'stored' ? (
        <MessageBar intent={hasPassed ? 'success' : 'info'} layout="multiline">
          <MessageBarBody>{hasPassed ? t('storedPassed') : t('stored')}</MessageBarBody>
          <MessageBarActions>
            <Button
              onClick={() => {
                form.setValue('credentials', 'new');
              }}
            >
              {t('replace')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      ) : (
        <NewCredentials form={form} hasStored={hasStored} />
      )}
    </section>
  );
}

function NewCredentials({ form, hasStored }: Omit<CredentialFieldsProps, 'hasPassed'>) {
  const t = useTranslations('wizard.login');
  const styles = useStyles();
  const fieldMessage = useFieldMessage();
  const [isShown, setIsShown] = useState(false);
  const { errors } = form.formState;

  return (
    <>
      <Field
        label={t('username')}
        required
        className={styles.field}
        {...fieldMessage(errors.username)}
      >
        {/* Not this portal's own sign-in: a browser is not to offer that, nor to keep this. */}
        <Input {...form.register('username')} autoComplete="off" spellCheck={false} />
      </Field>
      <Field
        label={t('password')}
        required
        className={styles.field}
        {...fieldMessage(errors.password)}
      >
        <Input
          {...form.register('password')}
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
      </Field>
      {hasStored && (
        <Button
          appearance="subtle"
          onClick={() => {
            form.resetField('password');
            form.setValue('credentials', 'stored');
            form.clearErrors();
          }}
        >
          {t('keepStored')}
        </Button>
      )}
    </>
  );
}
