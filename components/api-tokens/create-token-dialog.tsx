'use client';

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Dropdown,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Option,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { NewToken } from '#components/api-tokens/new-token.tsx';
import { createApiTokenAction } from '#lib/actions/api-tokens.ts';
import { API_TOKEN_DAYS, API_TOKEN_ROLES } from '#lib/domain/api-tokens/api-token.ts';

const LONGEST_NAME = 100;
const USUAL_DAYS = 90;

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalL },
});

/** Asks what the token is for, and then shows it, this once. */
export function CreateTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('tokens');
  const common = useTranslations('common');
  const styles = useStyles();
  const [name, setName] = useState('');
  const [role, setRole] = useState<string>(API_TOKEN_ROLES[0]);
  const [days, setDays] = useState<number>(USUAL_DAYS);
  const [token, setToken] = useState<string>();
  const [problem, setProblem] = useState<{ readonly name?: string; readonly other?: string }>({});
  const [isBusy, startTransition] = useTransition();

  const create = () => {
    startTransition(async () => {
      const result = await createApiTokenAction({ name, role, days });
      if (result.ok) {
        setToken(result.data.token);
        return;
      }
      const { message, fields } = result.error;
      setProblem(fields?.['name'] === undefined ? { other: message } : { name: fields['name'] });
    });
  };
  return (
    <Dialog
      // The token is lost when it is closed by a click beside it.
      modalType="alert"
      open
      onOpenChange={(_event, { open }) => {
        if (!open && token === undefined) onClose();
      }}
    >
      <DialogSurface>
        {token === undefined ? (
          <form
            // What is missing is said by the server, in words of ours.
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              create();
            }}
          >
            <DialogBody>
              <DialogTitle>{t('dialog.title')}</DialogTitle>
              <DialogContent className={styles.content}>
                <Field
                  required
                  label={t('dialog.name')}
                  hint={t('dialog.nameHint')}
                  {...(problem.name !== undefined && { validationMessage: problem.name })}
                >
                  <Input
                    value={name}
                    maxLength={LONGEST_NAME}
                    onChange={(_event, { value }) => {
                      setName(value);
                    }}
                  />
                </Field>
                <Field label={t('dialog.role')}>
                  <RadioGroup
                    value={role}
                    onChange={(_event, { value }) => {
                      setRole(value);
                    }}
                  >
                    {API_TOKEN_ROLES.map((value) => (
                      <Radio key={value} value={value} label={t(`dialog.roles.${value}`)} />
                    ))}
                  </RadioGroup>
                </Field>
                <Field label={t('dialog.expires')}>
                  <Dropdown
                    value={t('dialog.days', { days })}
                    selectedOptions={[String(days)]}
                    onOptionSelect={(_event, { optionValue }) => {
                      setDays(Number(optionValue));
                    }}
                  >
                    {API_TOKEN_DAYS.map((value) => (
                      <Option key={value} value={String(value)}>
                        {t('dialog.days', { days: value })}
                      </Option>
                    ))}
                  </Dropdown>
                </Field>
                <div role="alert">
                  {problem.other !== undefined && (
                    <MessageBar intent="error">
                      <MessageBarBody>{problem.other}</MessageBarBody>
                    </MessageBar>
                  )}
                </div>
              </DialogContent>
              <DialogActions>
                <Button appearance="secondary" onClick={onClose}>
                  {common('cancel')}
                </Button>
                <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
                  {t('dialog.confirm')}
                </Button>
              </DialogActions>
            </DialogBody>
          </form>
        ) : (
          <NewToken token={token} onDone={onClose} />
        )}
      </DialogSurface>
    </Dialog>
  );
}
