'use client';

import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  icon: { marginInlineStart: tokens.spacingHorizontalXS, verticalAlign: 'middle' },
});

type ExternalLinkProps = { readonly href: string; readonly children: ReactNode };

/** A link to another site, in a tab of its own. */
export function ExternalLink({ href, children }: ExternalLinkProps) {
  const t = useTranslations('common');
  const styles = useStyles();
  return (
    <Link href={href} target="_blank" rel="noreferrer" inline>
      {children}
      <OpenRegular className={styles.icon} aria-label={t('newTab')} />
    </Link>
  );
}
