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
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { useAlertFieldWords } from '#components/alert-settings/use-alert-field-words.ts';
import {
  alertParametersSchema,
  EXPECTED_DAYS,
  parametersOf,
  type AlertParameterName,
  type AlertRuleSetting,
} from '#lib/domain/alerts/alert-rules.ts';
import type { RuleView } from '#lib/domain/alerts/alert-view.ts';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM },
  field: { maxWidth: '260px' },
});

type RuleDialogProps = {
  readonly rule: RuleView;
  /** Words of the button that takes back what was decided here. */
  readonly resetLabel: string;
  readonly isBusy: boolean;
  readonly onSave: (parameters: AlertRuleSetting['parameters']) => void;
  readonly onReset: () => void;
  readonly onCancel: () => void;
};

/** The figures of one rule. */
export function RuleDialog(props: RuleDialogProps) {
  const { rule, resetLabel, isBusy, onSave, onReset, onCancel } = props;
  const t = useTranslations('alerts');
  const styles = useStyles();
  const fieldWords = useAlertFieldWords();
  const names = parametersOf(rule.rule);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(names.map((name) => [name, String(rule.parameters[name])])),
  );
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const parsed = alertParametersSchema.partial().safeParse(values);
    if (parsed.success) onSave(parsed.data);
    else setProblems(fieldWords(parsed.error));
  };

  return (
    <Dialog
      open
      onOpenChange={(_event, { open }) => {
        if (!open) onCancel();
      }}
    >
      <DialogSurface>
        <form onSubmit={submit} noValidate>
          <DialogBody>
            <DialogTitle>{t(`rules.${rule.rule}.name`)}</DialogTitle>
            <DialogContent className={styles.content}>
              <Body1>{t(`rules.${rule.rule}.explanation`)}</Body1>
              {names.map((name) => (
                <ParameterField
                  key={name}
                  name={name}
                  value={values[name] ?? ''}
                  problem={problems[name]}
                  onChange={(value) => {
                    setValues({ ...values, [name]: value });
                  }}
                />
              ))}
            </DialogContent>
            <DialogActions fluid>
              {rule.isDecidedHere && (
                <Button disabledFocusable={isBusy} onClick={onReset}>
                  {resetLabel}
                </Button>
              )}
              <Button onClick={onCancel}>{t('settings.cancel')}</Button>
              {names.length > 0 && (
                <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
                  {t('settings.save')}
                </Button>
              )}
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

type ParameterFieldProps = {
  readonly name: AlertParameterName;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
};

function ParameterField({ name, value, problem, onChange }: ParameterFieldProps) {
  const t = useTranslations('alerts');
  const styles = useStyles();
  const label = t(`parameters.${name}`);
  if (name === 'days') {
    return (
      <Field label={label}>
        <RadioGroup
          value={value}
          onChange={(_event, data) => {
            onChange(data.value);
          }}
        >
          {EXPECTED_DAYS.map((days) => (
            <Radio key={days} value={days} label={t(`days.${days}`)} />
          ))}
        </RadioGroup>
      </Field>
    );
  }
  return (
    <Field
      label={label}
      className={styles.field}
      {...(problem !== undefined && { validationMessage: problem })}
    >
      <Input
        type={name === 'by' ? 'time' : 'number'}
        value={value}
        onChange={(_event, data) => {
          onChange(data.value);
        }}
      />
    </Field>
  );
}
