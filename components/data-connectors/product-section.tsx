'use client';

import { makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalM },
});

type ProductSectionProps = { readonly title: string; readonly children: ReactNode };

export function ProductSection({ title, children }: ProductSectionProps) {
  const styles = useStyles();
  const titleId = useId();
  return (
    <section className={styles.section} aria-labelledby={titleId}>
      <Subtitle1 as="h2" id={titleId}>
        {title}
      </Subtitle1>
      {children}
    </section>
  );
}
