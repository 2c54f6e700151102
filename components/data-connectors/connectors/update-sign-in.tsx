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
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { TextField } from '#components/wizard/frame/text-field.tsx';
import { updateSignInAction } from '#lib/actions/connection-checks.ts';
import { signInFormSchema, type SignInForm } from '#lib/domain/connectors/sign-in-form.ts';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalM,
  },
});

type UpdateSignInDialogProps = {
  readonly connector: { readonly id: string; readonly name: string };
  /** The check of what was entered has begun. */
  readonly onChecking: (checkId: string) => void;
  readonly onClose: () => void;
};

/** Asks for other credentials of a connector. What is stored is never shown, only replaced. */
export function UpdateSignInDialog({ connector, onChecking, onClose }: UpdateSignInDialogProps) {
  const t = useTranslations('connectors.signIn');
  const common = useTranslations('common');
  const styles = useStyles();
  const [problem, setProblem] = useState<string>();
  const form = useForm<SignInForm>({
    resolver: zodResolver(signInFormSchema),
    defaultValues: { username: '', password: '' },
  });

  const submit = form.handleSubmit(async (credentials) => {
    const result = await updateSignInAction({ connectorId: connector.id, credentials });
    if (result.ok) onChecking(result.data.checkId);
    else setProblem(result.error.message);
  });

  return (
    <Dialog
      open
      onOpenChange={(_event, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <form onSubmit={submit} noValidate>
          <DialogBody>
            <DialogTitle>{t('title', { name: connector.name })}</DialogTitle>
            <DialogContent className={styles.fields}>
              <Body1>{t('text')}</Body1>
              <TextField
                control={form.control}
                name="username"
                label={t('username')}
                autoComplete="off"
                spellCheck={false}
              />
              <TextField
                control={form.control}
                name="password"
                label={t('password')}
                type="password"
                autoComplete="new-password"
              />
              {problem !== undefined && (
                <MessageBar intent="error">
                  <MessageBarBody>{problem}</MessageBarBody>
                </MessageBar>
              )}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{common('cancel')}</Button>
              <Button
                type="submit"
                appearance="primary"
                disabledFocusable={form.formState.isSubmitting}
              >
                {t('submit')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
