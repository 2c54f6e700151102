'use client';

import { Field, makeStyles, Subtitle2, Switch, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { Controller, type Control } from 'react-hook-form';
import type { MappingForm } from '#lib/domain/wizard/step-forms.ts';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalXS, justifyItems: 'start' },
  switch: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
});

export function AutomaticMapping({ control }: { readonly control: Control<MappingForm> }) {
  const t = useTranslations('wizard.mapping.automatic');
  const styles = useStyles();
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2">{t('title')}</Subtitle2>
      <Controller
        control={control}
        name="isAutomatic"
        render={({ field }) => (
          <Field hint={t('text')}>
            <Switch
              ref={field.ref}
              name={field.name}
              className={styles.switch}
              label={t('label')}
              checked={field.value}
              onBlur={field.onBlur}
              onChange={(_event, { checked }) => {
                field.onChange(checked);
              }}
            />
          </Field>
        )}
      />
    </section>
  );
}
