'use client';

import { Field, Input, SearchBox } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Choice } from '#components/ui/choice.tsx';
import { FilterForm, useFilterFieldStyles } from '#components/ui/filter-form.tsx';
import { countedWords } from '#lib/domain/held-items/held-count.ts';
import {
  everyHeldItem,
  hasFilter,
  HELD_AGES,
  type HeldItemSearch,
} from '#lib/domain/held-items/held-item-search.ts';
import type { HeldItemList } from '#lib/domain/held-items/held-item-view.ts';

type HeldItemFiltersProps = {
  readonly search: HeldItemSearch;
  readonly list: Pick<HeldItemList, 'reasons' | 'connectors'>;
  readonly onChange: (change: Partial<HeldItemSearch>) => void;
};

/** Narrows the list down. Words are asked for with Enter or by leaving the field. */
export function HeldItemFilters({ search, list, onChange }: HeldItemFiltersProps) {
  const t = useTranslations('held');
  const styles = useFilterFieldStyles();
  const [words, setWords] = useState({ person: search.person, text: search.text });
  const ask = (change: Partial<HeldItemSearch> = {}) => {
    const asked = { ...search, ...words, ...change };
    const isSame = asked.person === search.person && asked.text === search.text;
    if (!isSame) onChange(asked);
  };

  return (
    <FilterForm
      label={t('filters.label')}
      onSubmit={ask}
      clear={
        hasFilter(search)
          ? {
              label: t('filters.clear'),
              onClear: () => {
                setWords({ person: '', text: '' });
                onChange(everyHeldItem);
              },
            }
          : undefined
      }
    >
      <Choice
        label={t('filters.reason')}
        any={t('filters.anyReason')}
        value={search.reason}
        options={list.reasons.map(({ reason, count }) => ({
          value: reason,
          label: t('filters.reasonCount', {
            reason: t(`reasons.${reason}`),
            ...countedWords(count),
          }),
        }))}
        onChoose={(reason) => {
          onChange({
            ...words,
            reason: list.reasons.find((one) => one.reason === reason)?.reason ?? '',
          });
        }}
      />
      <Choice
        label={t('filters.connector')}
        any={t('filters.anyConnector')}
        value={search.connector}
        options={list.connectors.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={(connector) => {
          onChange({ ...words, connector });
        }}
      />
      <Choice
        label={t('filters.age')}
        any={t('filters.anyAge')}
        value={search.age}
        options={HELD_AGES.map((days) => ({
          value: days,
          label: t('filters.ageDays', { days: Number(days) }),
        }))}
        onChoose={(age) => {
          onChange({ ...words, age: HELD_AGES.find((days) => days === age) ?? '' });
        }}
      />
      <Field label={t('filters.person')}>
        <Input
          className={styles.field}
          placeholder={t('filters.personHint')}
          value={words.person}
          onChange={(_event, { value }) => {
            setWords({ ...words, person: value });
          }}
          onBlur={() => {
            ask();
          }}
        />
      </Field>
      <Field label={t('filters.text')}>
        <SearchBox
          className={styles.field}
          value={words.text}
          onChange={(_event, { value }) => {
            setWords({ ...words, text: value });
            if (value === '') ask({ text: '' });
          }}
          onBlur={() => {
            ask();
          }}
        />
      </Field>
    </FilterForm>
  );
}
