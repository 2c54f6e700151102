'use client';

import { Body1, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import type { CoverageResult } from '#lib/domain/coverage/coverage-result.ts';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalS },
  list: { display: 'grid', rowGap: tokens.spacingVerticalS, margin: 0, padding: 0 },
  entry: { display: 'grid', overflowWrap: 'anywhere' },
});

type RefusedPackagesProps = {
  readonly refusals: CoverageResult['packages']['refusals'];
  /** There may be more than are listed. */
  readonly count: number;
};

/** Packages that an import would not take, and why. */
export function RefusedPackages({ refusals, count }: RefusedPackagesProps) {
  const t = useTranslations('coverage.packages');
  const words = useTranslations('runs.packages');
  const styles = useStyles();
  const titleId = useId();
  if (count === 0) return null;
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Subtitle2 as="h3" id={titleId}>
        {t('refusedTitle')}
      </Subtitle2>
      <ul className={styles.list}>
        {refusals.map(({ name, refusals: reasons }) => (
          <li key={name} className={styles.entry}>
            <Text weight="semibold">{name}</Text>
            <Body1>{reasons.map(({ code }) => words(`refusals.${code}`)).join(' ')}</Body1>
          </li>
        ))}
      </ul>
      {count > refusals.length && (
        <Body1>{words('more', { count: count - refusals.length })}</Body1>
      )}
    </section>
  );
}
