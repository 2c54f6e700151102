'use client';

import {
  Body1,
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
  makeStyles,
  Title2,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { Fragment, type ReactNode } from 'react';
import { useLink } from '#components/ui/use-link.ts';

export type Crumb = { readonly label: string; readonly href: string };

const useStyles = makeStyles({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalL,
  },
  words: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    minWidth: 0,
    maxWidth: 'min(800px, 100%)',
  },
  crumbs: {
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`,
    '& ol': { flexWrap: 'wrap' },
  },
  description: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

type PageHeaderProps = {
  readonly title: string;
  readonly description?: ReactNode;
  /** The pages above this one, from the top; the page itself is added. */
  readonly crumbs?: readonly Crumb[];
  /** Buttons to the right of the title. */
  readonly actions?: ReactNode;
};

/** The one `h1` of a page. */
export function PageHeader({ title, description, crumbs = [], actions }: PageHeaderProps) {
  const t = useTranslations('common');
  const styles = useStyles();

  return (
    <div className={styles.header}>
      <div className={styles.words}>
        {crumbs.length > 0 && (
          <Breadcrumb aria-label={t('breadcrumb')} size="small" className={styles.crumbs}>
            {crumbs.map((crumb) => (
              <Fragment key={crumb.href}>
                <BreadcrumbItem>
                  <CrumbLink crumb={crumb} />
                </BreadcrumbItem>
                <BreadcrumbDivider />
              </Fragment>
            ))}
            <BreadcrumbItem>
              <BreadcrumbButton current>{title}</BreadcrumbButton>
            </BreadcrumbItem>
          </Breadcrumb>
        )}
        <Title2 as="h1">{title}</Title2>
        {description !== undefined && <Body1 className={styles.description}>{description}</Body1>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

function CrumbLink({ crumb }: { readonly crumb: Crumb }) {
  return (
    <BreadcrumbButton as="a" {...useLink(crumb.href)}>
      {crumb.label}
    </BreadcrumbButton>
  );
}
