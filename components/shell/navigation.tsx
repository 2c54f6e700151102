'use client';

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  AlertFilled,
  AlertRegular,
  ArchiveFilled,
  ArchiveRegular,
  ClipboardTaskListLtrFilled,
  ClipboardTaskListLtrRegular,
  HomeFilled,
  HomeRegular,
  PlugConnectedFilled,
  PlugConnectedRegular,
  SettingsFilled,
  SettingsRegular,
  type FluentIcon,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useNavigate } from '#components/ui/navigation-progress.tsx';

type Destination = {
  readonly href: string;
  /** Pages that belong to it, by how their addresses begin. */
  readonly pages: readonly string[];
  readonly label: 'home' | 'dataConnectors' | 'heldItems' | 'alerts' | 'auditLog' | 'settings';
  readonly icon: FluentIcon;
  readonly currentIcon: FluentIcon;
};

/** The pages of the left navigation, in order. */
const destinations: readonly Destination[] = [
  { href: '/', pages: [], label: 'home', icon: HomeRegular, currentIcon: HomeFilled },
  {
    href: '/data-connectors',
    pages: ['/data-connectors/', '/runs/'],
    label: 'dataConnectors',
    icon: PlugConnectedRegular,
    currentIcon: PlugConnectedFilled,
  },
  {
    href: '/held-items',
    pages: [],
    label: 'heldItems',
    icon: ArchiveRegular,
    currentIcon: ArchiveFilled,
  },
  { href: '/alerts', pages: [], label: 'alerts', icon: AlertRegular, currentIcon: AlertFilled },
  {
    href: '/audit-log',
    pages: [],
    label: 'auditLog',
    icon: ClipboardTaskListLtrRegular,
    currentIcon: ClipboardTaskListLtrFilled,
  },
  {
    href: '/settings/alerts',
    pages: ['/settings/'],
    label: 'settings',
    icon: SettingsRegular,
    currentIcon: SettingsFilled,
  },
];

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: tokens.spacingHorizontalS,
    display: 'grid',
    rowGap: tokens.spacingVerticalXXS,
  },
  link: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textDecorationLine: 'none',
    ':hover': {
      backgroundColor: tokens.colorNeutralBackground1Hover,
      color: tokens.colorNeutralForeground1,
    },
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
    },
  },
  current: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground1Selected,
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: 0,
      top: tokens.spacingVerticalS,
      bottom: tokens.spacingVerticalS,
      width: '3px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandForeground1,
    },
  },
  icon: { fontSize: '20px', flexShrink: 0 },
  currentIcon: { color: tokens.colorCompoundBrandForeground1 },
});

type NavigationProps = { readonly onNavigate?: () => void };

export function Navigation({ onNavigate }: NavigationProps) {
  const t = useTranslations('common.navigation');
  const styles = useStyles();
  const path = usePathname();
  const navigate = useNavigate();

  return (
    <nav aria-label={t('label')}>
      <ul className={styles.list}>
        {destinations.map(({ href, pages, label, icon: Icon, currentIcon: CurrentIcon }) => {
          const isCurrent = path === href || pages.some((page) => path.startsWith(page));
          return (
            <li key={href}>
              <Link
                href={href}
                className={mergeClasses(styles.link, isCurrent && styles.current)}
                aria-current={isCurrent ? 'page' : undefined}
                onNavigate={(event) => {
                  event.preventDefault();
                  onNavigate?.();
                  navigate(href);
                }}
              >
                {isCurrent ? (
                  <CurrentIcon className={mergeClasses(styles.icon, styles.currentIcon)} />
                ) : (
                  <Icon className={styles.icon} />
                )}
                {t(label)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
