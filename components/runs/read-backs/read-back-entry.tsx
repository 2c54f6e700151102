'use client';

import { Button, Caption1, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import {
  ArrowSyncFilled,
  CheckmarkCircleFilled,
  ChevronDownRegular,
  ChevronUpRegular,
  ClockRegular,
  DismissCircleFilled,
  WarningFilled,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { ReadBackDifferences } from '#components/runs/read-backs/read-back-differences.tsx';
import { useReadBackWords } from '#components/runs/read-backs/use-read-back-words.ts';
import { LocalTime } from '#components/ui/local-time.tsx';
import { StatusText } from '#components/ui/status-text.tsx';
import { countAll, type ReadBackView } from '#lib/domain/runs/read-back.ts';

const useStyles = makeStyles({
  entry: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalXS,
    justifyItems: 'start',
  },
  about: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  progress: { width: '100%', maxWidth: '480px' },
  differences: { width: '100%' },
});

const looks = {
  queued: { tone: 'neutral', icon: ClockRegular },
  running: { tone: 'brand', icon: ArrowSyncFilled },
  same: { tone: 'success', icon: CheckmarkCircleFilled },
  differs: { tone: 'warning', icon: WarningFilled },
  failed: { tone: 'danger', icon: DismissCircleFilled },
} as const;

type ReadBackEntryProps = { readonly runId: string; readonly readBack: ReadBackView };

/** One check: how it ended or how far it is, who asked for it and when. */
export function ReadBackEntry({ runId, readBack }: ReadBackEntryProps) {
  const t = useTranslations('runs.readBack');
  const styles = useStyles();
  const words = useReadBackWords();
  const differencesId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const { id, state, requestedAt, requestedBy, finishedAt, receiptsFrom } = readBack;
  const { expected, compared } = readBack;
  const differences = countAll(readBack);
  const outcome = differences === 0 ? 'same' : 'differs';

  return (
    <div className={styles.entry}>
      <StatusText {...looks[state === 'ended' ? outcome : state]}>{words(readBack)}</StatusText>
      {state === 'running' && (
        <ProgressBar
          className={styles.progress}
          aria-label={t('progress')}
          aria-valuetext={words(readBack)}
          {...(expected === null || expected === 0 ? {} : { value: compared, max: expected })}
        />
      )}
      <Caption1 className={styles.about}>
        {t.rich('about', {
          name: requestedBy,
          time: () => <LocalTime value={finishedAt ?? requestedAt} />,
        })}
        {receiptsFrom === 'evidence' && <> {t('fromEvidence')}</>}
      </Caption1>
      {differences > 0 && (
        <Button
          size="small"
          appearance="subtle"
          icon={isOpen ? <ChevronUpRegular /> : <ChevronDownRegular />}
          aria-expanded={isOpen}
          aria-controls={isOpen ? differencesId : undefined}
          onClick={() => {
            setIsOpen(!isOpen);
          }}
        >
          {isOpen ? t('hide') : t('show')}
        </Button>
      )}
      {isOpen && (
        <div id={differencesId} className={styles.differences}>
          <ReadBackDifferences runId={runId} readBackId={id} found={differences} />
        </div>
      )}
    </div>
  );
}
