'use client';

import { Body1, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { CoveragePreview } from '#lib/domain/coverage/coverage-preview.ts';

/** A worker takes a job within a second; longer means that none is running, or all are busy. */
const SLOW_MS = 8_000;

const useStyles = makeStyles({
  progress: { display: 'grid', rowGap: tokens.spacingVerticalXS, maxWidth: '480px' },
});

type CoverageProgressProps = { readonly preview: Pick<CoveragePreview, 'state' | 'progress'> };

/** How far a preview is, in words and as a bar. */
export function CoverageProgress({ preview }: CoverageProgressProps) {
  const t = useTranslations('coverage.progress');
  const styles = useStyles();
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setIsSlow(true);
    }, SLOW_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  const words = wordsOf();
  const { items = 0, itemsDone = 0 } = preview.progress ?? {};
  return (
    <div className={styles.progress}>
      <Body1>{words}</Body1>
      <ProgressBar
        aria-label={t('label')}
        aria-valuetext={words}
        {...(items === 0 ? {} : { value: itemsDone, max: items })}
      />
    </div>
  );

  function wordsOf(): string {
    const { state, progress } = preview;
    if (state === 'queued') return isSlow ? t('waitingLong') : t('waiting');
    if (progress === null || progress.packages === 0) return t('looking');
    const { packages, packagesDone, items: total, itemsDone: read } = progress;
    const done = Math.min(packagesDone + 1, packages);
    return t('reading', { done, count: packages, items: read, total });
  }
}
