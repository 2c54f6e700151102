'use client';

import { Body1, Field, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { TextField } from '#components/wizard/frame/text-field.tsx';
import { useFieldMessage } from '#components/wizard/frame/use-field-message.ts';
import { TimeZonePicker } from '#components/wizard/review/time-zone-picker.tsx';
import type { ImportForm } from '#lib/domain/wizard/step-forms.ts';

const useStyles = makeStyles({
  fields: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL },
  zone: { flexGrow: 1, minWidth: '220px', maxWidth: '360px' },
});

type ScheduleFieldsProps = {
  readonly form: UseFormReturn<ImportForm>;
  readonly onChanged: () => void;
};

/** When the daily import begins. Kept in the draft as soon as it is changed. */
export function ScheduleFields({ form, onChanged }: ScheduleFieldsProps) {
  const t = useTranslations('wizard.review');
  const styles = useStyles();
  const fieldMessage = useFieldMessage();
  const { errors } = form.formState;

  return (
    <>
      <Body1>{t('scheduleText')}</Body1>
      <div className={styles.fields}>
        <TextField
          control={form.control}
          name="time"
          label={t('time')}
          type="time"
          onLeave={onChanged}
        />
        <Field label={t('timeZone')} className={styles.zone} {...fieldMessage(errors.timeZone)}>
          <Controller
            control={form.control}
            name="timeZone"
            render={({ field }) => (
              <TimeZonePicker
                ref={field.ref}
                value={field.value}
                onChange={(zone) => {
                  field.onChange(zone);
                  onChanged();
                }}
              />
            )}
          />
        </Field>
      </div>
    </>
  );
}
