'use client';

import { Body1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useEffect, useRef, type ReactNode } from 'react';

const useStyles = makeStyles({
  heading: { display: 'grid', rowGap: tokens.spacingVerticalS },
  title: { ...typographyStyles.title2, ':focus': { outlineStyle: 'none' } },
  intro: { color: tokens.colorNeutralForeground2 },
});

type StepHeadingProps = { readonly title: string; readonly intro?: ReactNode };

/** Takes the focus when the step is shown, so that a screen reader says where one is. */
export function StepHeading({ title, intro }: StepHeadingProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    heading.current?.focus();
  }, []);

  return (
    <div className={styles.heading}>
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      {intro !== undefined && <Body1 className={styles.intro}>{intro}</Body1>}
    </div>
  );
}
