'use client';

import { makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalM, minWidth: 0 },
  heading: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
});

type PageSectionProps = {
  readonly title: string;
  /** To the right of the title. */
  readonly end?: ReactNode;
  readonly children: ReactNode;
};

/** A titled part of a page. */
export function PageSection({ title, end, children }: PageSectionProps) {
  const styles = useStyles();
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <div className={styles.heading}>
        <Subtitle1 as="h2" id={titleId}>
          {title}
        </Subtitle1>
        {end}
      </div>
      {children}
    </section>
  );
}
