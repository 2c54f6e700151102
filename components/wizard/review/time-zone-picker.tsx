'use client';

import { Combobox, makeStyles, Option } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useMemo, useState, type RefCallback } from 'react';

/** More would be scrolled by nobody. */
const SHOWN = 50;

const useStyles = makeStyles({ list: { maxHeight: '280px' } });

type TimeZonePickerProps = {
  readonly ref: RefCallback<HTMLInputElement>;
  readonly value: string;
  readonly onChange: (zone: string) => void;
};

/** The IANA time zones, found by any part of their names. */
export function TimeZonePicker({ ref, value, onChange, ...field }: TimeZonePickerProps) {
  const t = useTranslations('wizard.review');
  const styles = useStyles();
  const [isOpen, setIsOpen] = useState(false);
  const [search, setSearch] = useState('');
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone')], []);
  const words = search.trim().toLowerCase().replaceAll(' ', '_');
  const found = zones.filter((zone) => zone.toLowerCase().includes(words)).slice(0, SHOWN);

  return (
    <Combobox
      {...field}
      ref={ref}
      freeform
      listbox={{ className: styles.list }}
      open={isOpen}
      onOpenChange={(_event, { open }) => {
        setIsOpen(open);
        setSearch('');
      }}
      // What one types is looked for, not added to the name that is there.
      value={isOpen ? search : value}
      placeholder={value}
      selectedOptions={[value]}
      onChange={(event) => {
        setSearch(event.target.value);
      }}
      onOptionSelect={(_event, { optionValue }) => {
        // While one types, nothing is selected: that is no choice.
        if (optionValue === undefined) return;
        onChange(optionValue);
      }}
    >
      {found.map((zone) => (
        <Option key={zone} value={zone}>
          {zone}
        </Option>
      ))}
      {found.length === 0 && (
        <Option disabled value="" text="">
          {t('timeZoneNone')}
        </Option>
      )}
    </Combobox>
  );
}
