'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { StepForm, type StepError } from '#components/wizard/frame/step-form.tsx';
import { TextField } from '#components/wizard/frame/text-field.tsx';
import { useStepLinks } from '#components/wizard/frame/use-step-links.ts';
import { ConnectionDialog } from '#components/connection-check/connection-dialog.tsx';
import { CredentialFields } from '#components/wizard/login/credential-fields.tsx';
import { PreparationSteps } from '#components/wizard/login/preparation-steps.tsx';
import { checkConnectorNameAction, saveLoginAction } from '#lib/actions/drafts.ts';
import { getConnectorKind } from '#lib/connectors/catalog.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';
import type { SourceServersView } from '#lib/domain/wizard/source-servers-view.ts';
import {
  connectorNameSchema,
  LONGEST_CONNECTOR_NAME,
  loginFormSchema,
  type LoginForm,
} from '#lib/domain/wizard/step-forms.ts';

const useStyles = makeStyles({
  fields: { display: 'grid', rowGap: tokens.spacingVerticalXL },
  name: { maxWidth: '400px' },
});

type LoginStepProps = { readonly draft: DraftView; readonly servers: SourceServersView };

/** Name and credentials of the connector; Next tries them in a pop-up. */
export function LoginStep({ draft, servers }: LoginStepProps) {
  const t = useTranslations('wizard');
  const styles = useStyles();
  const navigate = useNavigate();
  const { nextHref, backHref } = useStepLinks(draft, 'login');
  const kind = getConnectorKind(draft.kind);
  const [hasStored, setHasStored] = useState(draft.hasCredentials);
  const [checkId, setCheckId] = useState<string>();
  const [error, setError] = useState<StepError>();
  const form = useForm<LoginForm>({
    resolver: zodResolver(loginFormSchema),
    defaultValues: {
      name: draft.login?.name ?? kind.pageLabel,
      credentials: draft.hasCredentials ? 'stored' : 'new',
      username: '',
      password: '',
      ...(servers.others.length > 0 && { server: draft.login?.server ?? servers.own }),
    },
  });
  const { isSubmitting } = form.formState;

  const save = async (login: LoginForm, trustNewHostKey = false) => {
    setError(undefined);
    const result = await saveLoginAction({ draftId: draft.id, login, trustNewHostKey });
    if (!result.ok) {
      setCheckId(undefined);
      const { code } = result.error;
      if (code === 'connector-name-taken') {
        form.setError('name', { message: code }, { shouldFocus: true });
      } else if (code === 'server-not-allowed' && login.server !== undefined) {
        form.setError('server', { message: code }, { shouldFocus: true });
      } else {
        if (code === 'server-changed') form.setValue('credentials', 'new');
        setError(result.error);
      }
      return;
    }
    // Stored now, and needed here no longer.
    form.setValue('password', '');
    form.setValue('credentials', 'stored');
    setHasStored(true);
    if (result.data.checkId === null) navigate(nextHref);
    else setCheckId(result.data.checkId);
  };
  const checkName = async () => {
    const name = connectorNameSchema.safeParse(form.getValues('name'));
    if (!name.success) return;
    const result = await checkConnectorNameAction({ draftId: draft.id, name: name.data });
    const isTaken = !result.ok && result.error.code === 'connector-name-taken';
    if (isTaken) form.setError('name', { message: 'connector-name-taken' });
  };
  const tryAgain = (trustNewHostKey: boolean) =>
    save({ ...form.getValues(), credentials: 'stored', password: '' }, trustNewHostKey);
  const closeDialog = (isRefused: boolean) => {
    setCheckId(undefined);
    if (!isRefused) return;
    form.setValue('credentials', 'new');
    // The field is there once the form has been drawn anew.
    requestAnimationFrame(() => {
      form.setFocus('password');
    });
  };

  return (
    <>
      <StepForm
        draft={draft}
        title={t('login.title')}
        intro={t('login.intro')}
        backHref={backHref}
        submitLabel={t('next')}
        isBusy={isSubmitting}
        error={error}
        onSubmit={form.handleSubmit((login) => save(login))}
      >
        <div className={styles.fields}>
          <TextField
            control={form.control}
            name="name"
            label={t('login.name')}
            hint={t('login.nameHint')}
            className={styles.name}
            maxLength={LONGEST_CONNECTOR_NAME}
            autoComplete="off"
            onLeave={() => void checkName()}
          />
          <PreparationSteps kind={kind} />
          <CredentialFields
            form={form}
            hasStored={hasStored}
            servers={servers}
            hasPassed={draft.login?.hasPassedCheck === true}
          />
        </div>
      </StepForm>
      {checkId !== undefined && (
        <ConnectionDialog
          key={checkId}
          subject={{ draftId: draft.id }}
          checkId={checkId}
          onTryAgain={() => tryAgain(false)}
          onTrustNewKey={() => tryAgain(true)}
          onClose={closeDialog}
          onContinue={() => {
            setCheckId(undefined);
            navigate(nextHref);
          }}
        />
      )}
    </>
  );
}
