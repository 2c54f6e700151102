'use client';

import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { BeakerRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorPaletteMarigoldBackground1,
    color: tokens.colorNeutralForeground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorPaletteMarigoldBorder1}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  badge: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  // The brand colour is too faint on this background.
  link: { color: 'inherit', textDecorationLine: 'underline' },
  explanation: { '@media (max-width: 767px)': { display: 'none' } },
});

type SandboxBadgeProps = { readonly mailboxesUrl: string };

/** On every page, so that nobody takes the sample organization for a real one. */
export function SandboxBadge({ mailboxesUrl }: SandboxBadgeProps) {
  const t = useTranslations('common.sandbox');
  const styles = useStyles();

  return (
    <aside className={styles.bar} aria-label={t('badge')}>
      <Text size={200} weight="semibold" className={styles.badge}>
        <BeakerRegular aria-hidden /> {t('badge')}
      </Text>
      <span className={styles.explanation}>{t('explanation')}</span>
      <Link href={mailboxesUrl} target="_blank" rel="noreferrer" inline className={styles.link}>
        {t('mailboxes')}
      </Link>
    </aside>
  );
}
