'use client';

import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, type ReactNode } from 'react';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';

const tabs = [
  { id: 'overview', href: '/data-connectors' },
  { id: 'connectors', href: '/data-connectors/connectors' },
] as const;

const useStyles = makeStyles({
  tabs: {
    marginBottom: tokens.spacingVerticalL,
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalMNudge})`,
  },
});

/** What can be connected (Overview) and what is (Connectors); each tab has its address. */
export function DataConnectorsTabs({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('overview');
  const styles = useStyles();
  const router = useRouter();
  const navigate = useNavigate();
  const path = usePathname();
  const current = path.startsWith(tabs[1].href) ? tabs[1] : tabs[0];

  useEffect(() => {
    for (const { href } of tabs) router.prefetch(href);
  }, [router]);

  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <TabList
        className={styles.tabs}
        selectedValue={current.id}
        onTabSelect={(_event, { value }) => {
          const chosen = tabs.find(({ id }) => id === value);
          if (chosen !== undefined && chosen !== current) navigate(chosen.href);
        }}
      >
        {tabs.map(({ id }) => (
          <Tab key={id} id={`tab-${id}`} value={id} aria-controls="tab-panel">
            {t(`tabs.${id}`)}
          </Tab>
        ))}
      </TabList>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${current.id}`}>
        {children}
      </div>
    </>
  );
}
