'use client';

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { FluentIcon } from '@fluentui/react-icons';
import type { ReactNode } from 'react';

export type StatusTone = 'success' | 'warning' | 'danger' | 'brand' | 'neutral';

const useStyles = makeStyles({
  status: {
    display: 'inline-flex',
    alignItems: 'flex-start',
    columnGap: tokens.spacingHorizontalSNudge,
    verticalAlign: 'top',
  },
  // As high as a line, so that the icon stands in the middle of the first one.
  place: { display: 'inline-flex', alignItems: 'center', flexShrink: 0, height: '1lh' },
  icon: { fontSize: '16px' },
  success: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  danger: { color: tokens.colorStatusDangerForeground1 },
  brand: { color: tokens.colorBrandForeground1 },
  neutral: { color: tokens.colorNeutralForeground3 },
});

type StatusTextProps = {
  readonly tone: StatusTone;
  /** Its shape says the same as its colour. */
  readonly icon: FluentIcon;
  readonly children: ReactNode;
};

/** How something stands: a word and the picture for it. */
export function StatusText({ tone, icon: Icon, children }: StatusTextProps) {
  const styles = useStyles();
  return (
    <span className={styles.status}>
      <span className={styles.place}>
        <Icon aria-hidden className={mergeClasses(styles.icon, styles[tone])} />
      </span>
      {children}
    </span>
  );
}
