'use client';

import { makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { WarningFilled } from '@fluentui/react-icons';
import { useId } from 'react';
import { NumberText } from '#components/ui/number-text.tsx';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalS, minWidth: 0 },
  list: { display: 'grid', margin: 0 },
  fact: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalL,
    padding: `${tokens.spacingVerticalSNudge} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  part: { paddingInlineStart: tokens.spacingHorizontalL, color: tokens.colorNeutralForeground2 },
  value: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    margin: 0,
    flexShrink: 0,
  },
  strong: { fontWeight: tokens.fontWeightSemibold },
  warning: { color: tokens.colorStatusWarningForeground3 },
});

export type CoverageFact = {
  readonly term: string;
  readonly value: number;
  /** Part of the one above it. */
  readonly isPart?: boolean;
  /** Where it is more than none, somebody should look. */
  readonly isWarning?: boolean;
};

type CoverageFactsProps = { readonly title: string; readonly facts: readonly CoverageFact[] };

/** Counts with their names. */
export function CoverageFacts({ title, facts }: CoverageFactsProps) {
  const styles = useStyles();
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Subtitle2 as="h3" id={titleId}>
        {title}
      </Subtitle2>
      <dl className={styles.list}>
        {facts.map(({ term, value, isPart = false, isWarning = false }) => (
          <div key={term} className={mergeClasses(styles.fact, isPart && styles.part)}>
            <dt>{term}</dt>
            <dd className={mergeClasses(styles.value, !isPart && styles.strong)}>
              {isWarning && value > 0 && <WarningFilled aria-hidden className={styles.warning} />}
              <NumberText value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
