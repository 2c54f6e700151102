'use client';

import { Dropdown, makeStyles, Option } from '@fluentui/react-components';

const ALL = 'all';

const useStyles = makeStyles({ filter: { minWidth: '170px' } });

type KindFilterProps<Value extends string> = {
  /** Read out; the value shown says the rest. */
  readonly label: string;
  readonly all: string;
  readonly values: readonly Value[];
  readonly nameOf: (value: Value) => string;
  /** Undefined for all. */
  readonly chosen: Value | undefined;
  readonly onChoose: (value: Value | undefined) => void;
};

/** One of several, or all. */
export function KindFilter<Value extends string>(props: KindFilterProps<Value>) {
  const { label, all, values, nameOf, chosen, onChoose } = props;
  const styles = useStyles();
  return (
    <Dropdown
      className={styles.filter}
      aria-label={label}
      value={chosen === undefined ? all : nameOf(chosen)}
      selectedOptions={[chosen ?? ALL]}
      onOptionSelect={(_event, { optionValue }) => {
        onChoose(values.find((value) => value === optionValue));
      }}
    >
      <Option value={ALL}>{all}</Option>
      {values.map((value) => (
        <Option key={value} value={value}>
          {nameOf(value)}
        </Option>
      ))}
    </Dropdown>
  );
}
