'use client';

import { Body1, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  message: {
    display: 'grid',
    justifyItems: 'center',
    textAlign: 'center',
    rowGap: tokens.spacingVerticalM,
    maxWidth: '520px',
    marginInlineStart: 'auto',
    marginInlineEnd: 'auto',
    paddingTop: tokens.spacingVerticalXXXL,
    paddingBottom: tokens.spacingVerticalXXXL,
  },
  icon: { fontSize: '56px', lineHeight: 1, color: tokens.colorNeutralForeground3 },
  text: { color: tokens.colorNeutralForeground2 },
});

type PageMessageProps = {
  readonly icon: ReactNode;
  readonly title: string;
  /** `h1` when the message is the whole page. */
  readonly level?: 'h1' | 'h2';
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly role?: 'alert' | 'status';
};

/** A picture, a line and a few words in place of content. */
export function PageMessage({ icon, title, level, children, actions, role }: PageMessageProps) {
  const styles = useStyles();
  return (
    <section className={styles.message} role={role}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Subtitle1 as={level ?? 'h2'}>{title}</Subtitle1>
      <Body1 align="center" className={styles.text}>
        {children}
      </Body1>
      {actions}
    </section>
  );
}
