'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { AccountMenu, type Account } from '#components/shell/account-menu.tsx';
import { LanguageMenu } from '#components/shell/language-menu.tsx';
import { ThemeMenu } from '#components/shell/theme-menu.tsx';
import type { ThemeChoice } from '#components/ui/theme-choice.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    height: '48px',
    flexShrink: 0,
    padding: `0 ${tokens.spacingHorizontalM}`,
    backgroundColor: 'light-dark(#0f4c81, #0c2d4a)',
    color: tokens.colorNeutralForegroundOnBrand,
    '& .fui-Button': { color: tokens.colorNeutralForegroundOnBrand },
  },
  product: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    paddingInlineStart: tokens.spacingHorizontalXS,
    color: 'inherit',
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid currentColor` },
  },
  end: { marginInlineStart: 'auto', display: 'flex', alignItems: 'center' },
});

type TopBarProps = {
  readonly account?: Account;
  readonly theme: ThemeChoice;
  /** Before the product's name: the button that opens the navigation. */
  readonly start?: ReactNode;
  /** Before the menus. */
  readonly notices?: ReactNode;
};

export function TopBar({ account, theme, start, notices }: TopBarProps) {
  const t = useTranslations('common');
  const styles = useStyles();

  return (
    <header className={styles.bar}>
      {start}
      <Link href="/" className={styles.product}>
        <ProductMark />
        {t('product')}
      </Link>
      <div className={styles.end}>
        {notices}
        <LanguageMenu />
        <ThemeMenu initial={theme} />
        {account !== undefined && <AccountMenu account={account} />}
      </div>
    </header>
  );
}

/** The same drawing as public/icon.svg, in the colour of the text. */
function ProductMark() {
  return (
    <svg width="22" height="22" viewBox="0 0 32 32" fill="none" aria-hidden focusable="false">
      <path
        d="M16 3 27 7v8c0 7-4.6 11.7-11 14C9.6 26.7 5 22 5 15V7z"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinejoin="round"
      />
      <path
        d="m11 15.5 3.6 3.6L21.5 12"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
