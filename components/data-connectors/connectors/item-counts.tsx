'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import type { RunCounters } from '#lib/domain/runs/check-books.ts';

const useStyles = makeStyles({
  counts: { display: 'block', fontVariantNumeric: 'tabular-nums' },
  outcomes: {
    display: 'block',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

const outcomes = ['imported', 'partiallyImported', 'skipped', 'failed', 'held'] as const;

/** What an import brought, and what became of it; outcomes that did not occur are left out. */
export function ItemCounts({ counters }: { readonly counters: RunCounters }) {
  const t = useTranslations('connectors.items');
  const styles = useStyles();
  if (counters.itemsAvailable === 0) return <>{t('none')}</>;
  return (
    <>
      <span className={styles.counts}>{t('available', { count: counters.itemsAvailable })}</span>
      <span className={styles.outcomes}>
        {outcomes
          .filter((outcome) => counters[outcome] > 0)
          .map((outcome) => t(outcome, { count: counters[outcome] }))
          .join(', ')}
      </span>
    </>
  );
}
