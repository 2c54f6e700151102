'use client';

import { makeStyles, Switch, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalS,
    minWidth: 0,
  },
  switch: { justifySelf: 'end' },
  // As high as the chart, so that nothing jumps when it arrives.
  chart: {
    minHeight: '260px',
    minWidth: 0,
    overflow: 'hidden',
    // Fluent UI's legends begin every word with a capital letter.
    '& button, & button *': { textTransform: 'none' },
  },
  table: { maxHeight: '360px', overflow: 'auto' },
});

type ChartFrameProps = {
  /** What is drawn, for screen readers. */
  readonly label: string;
  readonly chart: ReactNode;
  /** The same figures as a table. */
  readonly table: ReactNode;
};

/** A chart, and in its place the figures as a table for whoever prefers these. */
export function ChartFrame({ label, chart, table }: ChartFrameProps) {
  const t = useTranslations('common.chart');
  const styles = useStyles();
  const [isTable, setIsTable] = useState(false);
  return (
    <div className={styles.frame}>
      <Switch
        className={styles.switch}
        label={t('asTable')}
        labelPosition="before"
        checked={isTable}
        onChange={(_event, { checked }) => {
          setIsTable(checked);
        }}
      />
      {isTable ? (
        <div className={styles.table} tabIndex={0} role="group" aria-label={label}>
          {table}
        </div>
      ) : (
        <div className={styles.chart} role="group" aria-label={label}>
          {chart}
        </div>
      )}
    </div>
  );
}
