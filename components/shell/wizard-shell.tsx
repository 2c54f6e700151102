'use client';

import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Account } from '#components/shell/account-menu.tsx';
import { SandboxBadge } from '#components/shell/sandbox-badge.tsx';
import { SkipLink } from '#components/shell/skip-link.tsx';
import { TopBar } from '#components/shell/top-bar.tsx';
import type { ThemeChoice } from '#components/ui/theme-choice.ts';

const useStyles = makeStyles({
  page: { minHeight: '100dvh', display: 'flex', flexDirection: 'column' },
});

type WizardShellProps = {
  readonly children: ReactNode;
  readonly account: Account;
  readonly theme: ThemeChoice;
  readonly mailboxesUrl: string | undefined;
};

/** The top bar and the page under it, without navigation: for what is done from start to end. */
export function WizardShell({ children, account, theme, mailboxesUrl }: WizardShellProps) {
  const styles = useStyles();
  return (
    <div className={styles.page}>
      <SkipLink />
      <TopBar account={account} theme={theme} />
      {mailboxesUrl !== undefined && <SandboxBadge mailboxesUrl={mailboxesUrl} />}
      {children}
    </div>
  );
}
