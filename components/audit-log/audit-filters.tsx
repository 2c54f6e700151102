'use client';

import { Field, Input } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Choice } from '#components/ui/choice.tsx';
import { FilterForm, useFilterFieldStyles } from '#components/ui/filter-form.tsx';
import { AUDIT_ACTIONS } from '#lib/domain/audit/audit-entry.ts';
import { hasAuditFilter, wholeAuditLog, type AuditSearch } from '#lib/domain/audit/audit-search.ts';
import type { AuditPage } from '#lib/domain/audit/audit-view.ts';

type AuditFiltersProps = {
  readonly search: AuditSearch;
  readonly connectors: AuditPage['connectors'];
  readonly onChange: (change: Partial<AuditSearch>) => void;
};

/** Narrows the log down. A name is asked for with Enter or by leaving the field. */
export function AuditFilters({ search, connectors, onChange }: AuditFiltersProps) {
  const t = useTranslations('audit');
  const styles = useFilterFieldStyles();
  const [person, setPerson] = useState(search.person);
  const ask = () => {
    if (person.trim() !== search.person) onChange({ person });
  };

  return (
    <FilterForm
      label={t('filters.label')}
      onSubmit={ask}
      clear={
        hasAuditFilter(search)
          ? {
              label: t('filters.clear'),
              onClear: () => {
                setPerson('');
                onChange(wholeAuditLog);
              },
            }
          : undefined
      }
    >
      <Field label={t('filters.person')}>
        <Input
          className={styles.field}
          value={person}
          onChange={(_event, { value }) => {
            setPerson(value);
          }}
          onBlur={ask}
        />
      </Field>
      <Choice
        label={t('filters.action')}
        any={t('filters.anyAction')}
        value={search.action}
        options={AUDIT_ACTIONS.map((action) => ({
          value: action,
          label: t(`actions.${action}`),
        })).toSorted((one, other) => one.label.localeCompare(other.label))}
        onChoose={(chosen) => {
          onChange({ action: AUDIT_ACTIONS.find((action) => action === chosen) ?? '' });
        }}
      />
      <Choice
        label={t('filters.connector')}
        any={t('filters.anyConnector')}
        value={search.connector}
        options={connectors.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={(connector) => {
          onChange({ connector });
        }}
      />
      {(['from', 'until'] as const).map((end) => (
        <Field key={end} label={t(`filters.${end}`)}>
          <Input
            className={styles.field}
            type="date"
            value={search[end]}
            onChange={(_event, { value }) => {
              onChange({ [end]: value });
            }}
          />
        </Field>
      ))}
    </FilterForm>
  );
}
