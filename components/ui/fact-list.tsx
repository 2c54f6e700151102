'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, 2fr) 3fr',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground3 },
  fact: { margin: 0, overflowWrap: 'anywhere' },
});

type FactListProps = {
  readonly facts: readonly { readonly term: string; readonly fact: ReactNode }[];
};

/** Names and what they stand for, in two columns. */
export function FactList({ facts }: FactListProps) {
  const styles = useStyles();
  return (
    <dl className={styles.facts}>
      {facts.map(({ term, fact }) => (
        <div key={term} style={{ display: 'contents' }}>
          <dt className={styles.term}>{term}</dt>
          <dd className={styles.fact}>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}
