'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';

const useStyles = makeStyles({
  link: {
    position: 'absolute',
    insetInlineStart: tokens.spacingHorizontalS,
    top: '-100px',
    zIndex: 1000,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow16,
    ':focus': { top: tokens.spacingVerticalXS },
  },
});

/** The first stop of the Tab key: past the navigation. */
export function SkipLink() {
  const t = useTranslations('common');
  const styles = useStyles();
  return (
    <a href="#content" className={styles.link}>
      {t('skipToContent')}
    </a>
  );
}
