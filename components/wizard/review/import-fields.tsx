'use client';

import {
  Caption1,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { Controller, useWatch, type UseFormReturn } from 'react-hook-form';
import { useFieldMessage } from '#components/wizard/frame/use-field-message.ts';
import { AFTER_IMPORT } from '#lib/domain/connectors/after-import.ts';
import { USUAL_SECOND_LOOK, type ImportForm } from '#lib/domain/wizard/step-forms.ts';

const useStyles = makeStyles({
  fields: { display: 'grid', rowGap: tokens.spacingVerticalL },
  part: { display: 'grid', rowGap: tokens.spacingVerticalXS, justifyItems: 'start' },
  time: { maxWidth: '240px' },
});

type ImportFieldsProps = {
  readonly form: UseFormReturn<ImportForm>;
  /** The kind's own limit, in words. */
  readonly size: string;
  readonly onChanged: () => void;
};

/** How an import goes about its work. Kept in the draft as soon as it is changed. */
export function ImportFields({ form, size, onChanged }: ImportFieldsProps) {
  const t = useTranslations('wizard.review');
  const styles = useStyles();
  const afterImport = useWatch({ control: form.control, name: 'afterImport' });

  return (
    <div className={styles.fields}>
      <SecondLook form={form} onChanged={onChanged} />
      <div className={styles.part}>
        <Controller
          control={form.control}
          name="allowsLargerItems"
          render={({ field: { ref, value, onChange } }) => (
            <Switch
              ref={ref}
              checked={value}
              label={t('largerItems', { size })}
              onChange={(_event, { checked }) => {
                onChange(checked);
                onChanged();
              }}
            />
          )}
        />
        <Caption1>{t('largerItemsText', { size })}</Caption1>
      </div>
      <Controller
        control={form.control}
        name="afterImport"
        render={({ field: { value, onChange } }) => (
          <Field label={t('afterImport')} hint={t('afterImportText')}>
            <RadioGroup
              value={value}
              onChange={(_event, data) => {
                onChange(data.value);
                onChanged();
              }}
            >
              {AFTER_IMPORT.map((choice) => (
                <Radio key={choice} value={choice} label={t(`afterImportChoices.${choice}`)} />
              ))}
            </RadioGroup>
          </Field>
        )}
      />
      {afterImport === 'delete' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('deleteWarning')}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}

function SecondLook({ form, onChanged }: Pick<ImportFieldsProps, 'form' | 'onChanged'>) {
  const t = useTranslations('wizard.review');
  const styles = useStyles();
  const fieldMessage = useFieldMessage();
  return (
    <Controller
      control={form.control}
      name="secondLookTime"
      render={({ field: { ref, value, onChange, onBlur }, fieldState }) => (
        <div className={styles.part}>
          <Switch
            checked={value !== null}
            label={t('secondLook')}
            onChange={(_event, { checked }) => {
              onChange(checked ? USUAL_SECOND_LOOK : null);
              onChanged();
            }}
          />
          <Caption1>{t('secondLookText')}</Caption1>
          {value !== null && (
            <Field
              label={t('secondLookTime')}
              className={styles.time}
              {...fieldMessage(fieldState.error)}
            >
              <Input
                ref={ref}
                type="time"
                value={value}
                onChange={(_event, data) => {
                  onChange(data.value);
                }}
                onBlur={() => {
                  onBlur();
                  onChanged();
                }}
              />
            </Field>
          )}
        </div>
      )}
    />
  );
}
