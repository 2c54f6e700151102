'use client';

import { Caption1, makeStyles, Subtitle2Stronger, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { NumberText } from '#components/ui/number-text.tsx';
import type { RunCounters } from '#lib/domain/runs/check-books.ts';

const useStyles = makeStyles({
  counters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
  },
  counter: { display: 'flex', flexDirection: 'column-reverse', justifyContent: 'flex-end' },
  value: { margin: 0 },
  explanation: { display: 'block', color: tokens.colorNeutralForeground3 },
});

const shown = [
  'itemsAvailable',
  'availableForImport',
  'imported',
  'partiallyImported',
  'skipped',
  'failed',
  'held',
] as const;
const explained = [
  'itemsAvailable',
  'availableForImport',
  'partiallyImported',
  'skipped',
  'held',
] as const;

/** The counters of Microsoft's admin log (FACTS 2.3), and what is held. */
export function RunCountersList({ counters }: { readonly counters: RunCounters }) {
  const t = useTranslations('runs.counters');
  const styles = useStyles();
  return (
    <dl className={styles.counters}>
      {shown.map((counter) => {
        const explanation = explained.find((name) => name === counter);
        return (
          <div key={counter} className={styles.counter}>
            <dt>
              <Caption1>{t(counter)}</Caption1>
              {explanation !== undefined && (
                <Caption1 className={styles.explanation}>
                  {t(`explanations.${explanation}`)}
                </Caption1>
              )}
            </dt>
            <dd className={styles.value}>
              <Subtitle2Stronger>
                <NumberText value={counters[counter]} />
              </Subtitle2Stronger>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
