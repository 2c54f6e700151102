'use client';

import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  spoken: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

type SpokenProps = {
  readonly children: ReactNode;
  /** `status`: said when it changes, wherever the focus is. */
  readonly role?: 'status';
};

/** Text for those who do not see what says the same on the page. */
export function Spoken({ children, role }: SpokenProps) {
  const styles = useStyles();
  return (
    <span role={role} className={styles.spoken}>
      {children}
    </span>
  );
}
