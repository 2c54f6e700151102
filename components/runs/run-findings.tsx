'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { WarningFilled } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { PageSection } from '#components/ui/page-section.tsx';
import { StatusText } from '#components/ui/status-text.tsx';
import type { Finding } from '#lib/domain/runs/check-books.ts';

const useStyles = makeStyles({
  findings: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
});

/** What the reconcile stage found wrong; nothing is shown when that is nothing. */
export function RunFindings({ findings }: { readonly findings: readonly Finding[] }) {
  const t = useTranslations('runs.findings');
  const styles = useStyles();
  if (findings.length === 0) return null;
  return (
    <PageSection title={t('title')}>
      <ul className={styles.findings}>
        {findings.map(({ code, mailbox = '', expected = 0, found = 0 }) => (
          <li key={`${code} ${mailbox}`}>
            <StatusText tone="warning" icon={WarningFilled}>
              {t(code, { mailbox, expected, found })}
            </StatusText>
          </li>
        ))}
      </ul>
    </PageSection>
  );
}
