'use client';

import { Body1, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, ClockFilled, DismissCircleFilled } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { NumberText } from '#components/ui/number-text.tsx';
import { StatusText } from '#components/ui/status-text.tsx';
import {
  bookEquations,
  type BookEquation,
  type BookTerm,
} from '#lib/domain/runs/book-equations.ts';
import type { RunCounters } from '#lib/domain/runs/check-books.ts';

const useStyles = makeStyles({
  books: {
    display: 'grid',
    rowGap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  equation: { display: 'grid', rowGap: tokens.spacingVerticalS },
  heading: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  terms: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
  term: { display: 'inline-flex', alignItems: 'baseline', columnGap: tokens.spacingHorizontalXS },
  sign: { color: tokens.colorNeutralForeground3 },
});

type RunBooksProps = {
  readonly counters: RunCounters;
  /** While it runs, what is missing is still to come. */
  readonly isActive: boolean;
};

/** The two equations by which an import proves that nothing was dropped (DESIGN 3.8). */
export function RunBooks({ counters, isActive }: RunBooksProps) {
  const t = useTranslations('runs.books');
  const styles = useStyles();
  return (
    <div className={styles.books}>
      {bookEquations(counters).map((equation) => (
        <div key={equation.id} className={styles.equation}>
          <div className={styles.heading}>
            <Body1Strong>{t(equation.id)}</Body1Strong>
            <EquationState equation={equation} isActive={isActive} />
          </div>
          <div className={styles.terms}>
            <Term term={equation.left} />
            {equation.right.map((term, index) => (
              <Fragment key={term.counter}>
                <Body1 className={styles.sign}>{index === 0 ? '=' : '+'}</Body1>
                <Term term={term} />
              </Fragment>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

function Term({ term }: { readonly term: BookTerm }) {
  const t = useTranslations('runs.books.terms');
  const styles = useStyles();
  return (
    <span className={styles.term}>
      <Body1Strong>
        <NumberText value={term.value} />
      </Body1Strong>
      <Caption1>{t(term.counter)}</Caption1>
    </span>
  );
}

type EquationStateProps = { readonly equation: BookEquation; readonly isActive: boolean };

function EquationState({ equation: { difference }, isActive }: EquationStateProps) {
  const t = useTranslations('runs.books');
  if (difference === 0) {
    return (
      <StatusText tone="success" icon={CheckmarkCircleFilled}>
        {t('balanced')}
      </StatusText>
    );
  }
  if (isActive) {
    return (
      <StatusText tone="neutral" icon={ClockFilled}>
        {/* A manifest is entered in the books when its package has been read to the end. */}
        {difference > 0 ? t('open', { count: difference }) : t('reading')}
      </StatusText>
    );
  }
  return (
    <StatusText tone="danger" icon={DismissCircleFilled}>
      {difference > 0 ? t('missing', { count: difference }) : t('surplus', { count: -difference })}
    </StatusText>
  );
}
