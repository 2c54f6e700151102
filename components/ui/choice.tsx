'use client';

import { Dropdown, Field, makeStyles, Option } from '@fluentui/react-components';

const useStyles = makeStyles({ field: { minWidth: 0, width: '100%', maxWidth: 'none' } });

const ANY = 'any';

type ChoiceProps = {
  readonly label: string;
  /** Words for no choice. */
  readonly any: string;
  /** Empty for no choice. */
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string) => void;
};

/** One of several, or any: for the filters of a list. */
export function Choice({ label, any, value, options, onChoose }: ChoiceProps) {
  const styles = useStyles();
  return (
    <Field label={label}>
      <Dropdown
        className={styles.field}
        value={options.find((option) => option.value === value)?.label ?? any}
        selectedOptions={[value === '' ? ANY : value]}
        onOptionSelect={(_event, { optionValue = ANY }) => {
          onChoose(optionValue === ANY ? '' : optionValue);
        }}
      >
        <Option value={ANY}>{any}</Option>
        {options.map((option) => (
          <Option key={option.value} value={option.value}>
            {option.label}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
