'use client';

import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useNavigate } from '#components/ui/navigation-progress.tsx';

const tabs = [
  { id: 'alerts', href: '/settings/alerts' },
  { id: 'apiTokens', href: '/settings/api-tokens' },
] as const;

const useStyles = makeStyles({
  tabs: {
    marginBottom: tokens.spacingVerticalL,
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalMNudge})`,
  },
});

/** The pages of Settings; each tab has its address. */
export function SettingsTabs({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('common.settings');
  const styles = useStyles();
  const navigate = useNavigate();
  const path = usePathname();
  const current = tabs.find(({ href }) => path.startsWith(href)) ?? tabs[0];

  return (
    <>
      <TabList
        className={styles.tabs}
        aria-label={t('label')}
        selectedValue={current.id}
        onTabSelect={(_event, { value }) => {
          const chosen = tabs.find(({ id }) => id === value);
          if (chosen !== undefined && chosen !== current) navigate(chosen.href);
        }}
      >
        {tabs.map(({ id }) => (
          <Tab key={id} id={`tab-${id}`} value={id} aria-controls="tab-panel">
            {t(id)}
          </Tab>
        ))}
      </TabList>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${current.id}`}>
        {children}
      </div>
    </>
  );
}
