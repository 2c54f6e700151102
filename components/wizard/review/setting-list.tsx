'use client';

import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  list: { display: 'grid', rowGap: tokens.spacingVerticalS },
  setting: {
    display: 'grid',
    gridTemplateColumns: '200px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    '@media (max-width: 767px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { overflowWrap: 'anywhere' },
});

type SettingListProps = {
  readonly settings: readonly { readonly name: string; readonly value: ReactNode }[];
};

/** Names and values. */
export function SettingList({ settings }: SettingListProps) {
  const styles = useStyles();
  return (
    <dl className={styles.list}>
      {settings.map(({ name, value }) => (
        <div key={name} className={styles.setting}>
          <dt>
            <Body1 className={styles.name}>{name}</Body1>
          </dt>
          <dd>
            <Body1 className={styles.value}>{value}</Body1>
          </dd>
        </div>
      ))}
    </dl>
  );
}
