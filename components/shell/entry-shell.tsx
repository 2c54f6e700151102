'use client';

import { Card, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { SandboxBadge } from '#components/shell/sandbox-badge.tsx';
import { TopBar } from '#components/shell/top-bar.tsx';
import type { ThemeChoice } from '#components/ui/theme-choice.ts';

const useStyles = makeStyles({
  page: { minHeight: '100dvh', display: 'flex', flexDirection: 'column' },
  main: {
    flexGrow: 1,
    display: 'flex',
    justifyContent: 'center',
    alignItems: 'flex-start',
    padding: `10vh ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXXL}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  card: { width: '100%', maxWidth: '480px', padding: tokens.spacingHorizontalXXXL },
});

type EntryShellProps = {
  readonly children: ReactNode;
  readonly theme: ThemeChoice;
  readonly mailboxesUrl: string | undefined;
};

/** One card in the middle, without navigation: for people who are not in the portal. */
export function EntryShell({ children, theme, mailboxesUrl }: EntryShellProps) {
  const styles = useStyles();
  return (
    <div className={styles.page}>
      <TopBar theme={theme} />
      {mailboxesUrl !== undefined && <SandboxBadge mailboxesUrl={mailboxesUrl} />}
      <main id="content" className={styles.main}>
        <Card className={styles.card}>{children}</Card>
      </main>
    </div>
  );
}
