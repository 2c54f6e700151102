'use client';

import { Caption1, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { ClockFilled } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useDuration } from '#components/runs/use-duration.ts';
import { StatusText } from '#components/ui/status-text.tsx';
import { useProblem } from '#components/ui/use-problem.ts';
import type { RunProgress } from '#lib/domain/runs/run-progress.ts';

const useStyles = makeStyles({
  progress: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  words: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    fontVariantNumeric: 'tabular-nums',
  },
  rate: { color: tokens.colorNeutralForeground3 },
});

type RunProgressBarProps = {
  readonly progress: RunProgress;
  /** Of the connector, for screen readers. */
  readonly name: string;
};

/** How far an import is, as a bar and in words. */
export function RunProgressBar({ progress, name }: RunProgressBarProps) {
  const t = useTranslations('runs.progress');
  const styles = useStyles();
  const stage = useStageWords(progress);
  const waiting = useWaitingWords(progress.waitingFor);
  const rate = useRateWords(progress);
  const { done, total } = progress;

  return (
    <div className={styles.progress}>
      <ProgressBar
        aria-label={t('label', { name })}
        aria-valuetext={stage}
        thickness="large"
        color={waiting === null ? 'brand' : 'warning'}
        {...(done === null || total === null || total === 0 ? {} : { value: done, max: total })}
      />
      <div className={styles.words}>
        <Caption1>{stage}</Caption1>
        {waiting !== null && (
          <Caption1>
            <StatusText tone="warning" icon={ClockFilled}>
              {waiting}
            </StatusText>
          </Caption1>
        )}
        {waiting === null && rate !== '' && <Caption1 className={styles.rate}>{rate}</Caption1>}
      </div>
    </div>
  );
}

function useStageWords({ state, done, total }: RunProgress): string {
  const t = useTranslations('runs.progress');
  if (state === 'fetching' || state === 'delivering') {
    if (total === 0 && state === 'fetching') return t('starting');
    return t(state, { done: done ?? 0, total: total ?? 0 });
  }
  return t(state);
}

function useRateWords({ state, itemsRead, itemsPerSecond, secondsLeft }: RunProgress): string {
  const t = useTranslations('runs.progress');
  const duration = useDuration();
  const words: string[] = [];
  if (state === 'fetching' && itemsRead > 0) words.push(t('itemsRead', { items: itemsRead }));
  if (itemsPerSecond !== null) {
    words.push(
      itemsPerSecond < 1
        ? t('perMinute', { rate: itemsPerSecond * 60 })
        : t('perSecond', { rate: itemsPerSecond }),
    );
  }
  if (secondsLeft !== null) words.push(t('left', { duration: duration(secondsLeft) }));
  return words.join(' · ');
}

/** What an import waits for; null when it goes on. */
function useWaitingWords(code: string | null): string | null {
  const t = useTranslations('runs.progress');
  const findProblem = useProblem();
  if (code === null) return null;
  const problem = findProblem(code);
  return problem === null ? t('waitingUnknown', { code }) : t('waiting', { reason: problem });
}
