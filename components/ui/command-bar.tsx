'use client';

import { makeStyles, tokens, Toolbar } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
    paddingInlineStart: 0,
    paddingInlineEnd: 0,
    marginBottom: tokens.spacingVerticalS,
  },
  end: {
    marginInlineStart: 'auto',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
});

type CommandBarProps = {
  /** What the toolbar is for, read out by screen readers. */
  readonly label: string;
  /** `ToolbarButton`s. */
  readonly children?: ReactNode;
  /** Search and filter, to the right. */
  readonly end?: ReactNode;
};

/** The row of commands above a list, as in the Microsoft 365 admin center. */
export function CommandBar({ label, children, end }: CommandBarProps) {
  const styles = useStyles();
  return (
    <Toolbar aria-label={label} className={styles.bar}>
      {children}
      {end !== undefined && <div className={styles.end}>{end}</div>}
    </Toolbar>
  );
}
