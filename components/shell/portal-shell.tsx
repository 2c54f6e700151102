'use client';

import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular, NavigationRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import type { Account } from '#components/shell/account-menu.tsx';
import { AlertBell } from '#components/shell/alert-bell.tsx';
import { Navigation } from '#components/shell/navigation.tsx';
import { SandboxBadge } from '#components/shell/sandbox-badge.tsx';
import { SkipLink } from '#components/shell/skip-link.tsx';
import { TopBar } from '#components/shell/top-bar.tsx';
import { Toasts } from '#components/ui/toasts.tsx';
import type { ThemeChoice } from '#components/ui/theme-choice.ts';

const useStyles = makeStyles({
  page: { minHeight: '100dvh', display: 'flex', flexDirection: 'column' },
  columns: { display: 'flex', flexGrow: 1, alignItems: 'stretch' },
  side: {
    width: '228px',
    flexShrink: 0,
    borderInlineEndWidth: tokens.strokeWidthThin,
    borderInlineEndStyle: 'solid',
    borderInlineEndColor: tokens.colorNeutralStroke2,
    backgroundColor: tokens.colorNeutralBackground2,
    '@media (max-width: 767px)': { display: 'none' },
  },
  hamburger: { '@media (min-width: 768px)': { display: 'none' } },
  main: {
    flexGrow: 1,
    minWidth: 0,
    paddingTop: tokens.spacingVerticalXL,
    paddingBottom: tokens.spacingVerticalXXXL,
    paddingInlineStart: tokens.spacingHorizontalXXXL,
    paddingInlineEnd: tokens.spacingHorizontalXXXL,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus': { outlineStyle: 'none' },
    '@media (max-width: 767px)': {
      paddingTop: tokens.spacingVerticalL,
      paddingBottom: tokens.spacingVerticalL,
      paddingInlineStart: tokens.spacingHorizontalL,
      paddingInlineEnd: tokens.spacingHorizontalL,
    },
  },
});

type PortalShellProps = {
  readonly children: ReactNode;
  readonly account: Account;
  readonly theme: ThemeChoice;
  /** The sandbox's mailbox page; undefined when a tenant is configured. */
  readonly mailboxesUrl: string | undefined;
};

/** Top bar, left navigation (a drawer on a narrow screen) and the page. */
export function PortalShell({ children, account, theme, mailboxesUrl }: PortalShellProps) {
  const t = useTranslations('common');
  const styles = useStyles();
  const [isDrawerOpen, setIsDrawerOpen] = useState(false);
  const closeDrawer = () => {
    setIsDrawerOpen(false);
  };

  return (
    <div className={styles.page}>
      <SkipLink />
      <Toasts />
      <TopBar
        account={account}
        theme={theme}
        notices={<AlertBell />}
        start={
          <Button
            appearance="transparent"
            className={styles.hamburger}
            icon={<NavigationRegular />}
            aria-label={t('navigation.open')}
            aria-expanded={isDrawerOpen}
            onClick={() => {
              setIsDrawerOpen(true);
            }}
          />
        }
      />
      {mailboxesUrl !== undefined && <SandboxBadge mailboxesUrl={mailboxesUrl} />}
      <div className={styles.columns}>
        <div className={styles.side}>
          <Navigation />
        </div>
        <main id="content" tabIndex={-1} className={styles.main}>
          {children}
        </main>
      </div>
      <OverlayDrawer
        open={isDrawerOpen}
        size="small"
        onOpenChange={(_event, { open }) => {
          setIsDrawerOpen(open);
        }}
      >
        <DrawerHeader>
          <DrawerHeaderTitle
            action={
              <Button
                appearance="subtle"
                aria-label={t('navigation.close')}
                icon={<DismissRegular />}
                onClick={closeDrawer}
              />
            }
          >
            {t('product')}
          </DrawerHeaderTitle>
        </DrawerHeader>
        <DrawerBody>
          <Navigation onNavigate={closeDrawer} />
        </DrawerBody>
      </OverlayDrawer>
    </div>
  );
}
