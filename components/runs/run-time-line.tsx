'use client';

import { Caption1, makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import {
  ArrowSyncFilled,
  CheckmarkCircleFilled,
  CircleRegular,
  DismissCircleFilled,
  WarningFilled,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useDuration } from '#components/runs/use-duration.ts';
import { StatusText } from '#components/ui/status-text.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { stagesOf, type RunStage, type RunStageId } from '#lib/domain/runs/run-stages.ts';
import type { RunView } from '#lib/domain/runs/run-view.ts';

const NARROW = '@media (max-width: 1023px)';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: 'repeat(5, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    [NARROW]: { gridTemplateColumns: '1fr' },
  },
  stage: {
    display: 'grid',
    alignContent: 'start',
    rowGap: tokens.spacingVerticalXXS,
    paddingTop: tokens.spacingVerticalM,
    borderTopWidth: tokens.strokeWidthThicker,
    borderTopStyle: 'solid',
    borderTopColor: tokens.colorNeutralStroke2,
    borderInlineStartColor: tokens.colorNeutralStroke2,
    [NARROW]: {
      paddingTop: 0,
      borderTopStyle: 'none',
      paddingInlineStart: tokens.spacingHorizontalM,
      borderInlineStartWidth: tokens.strokeWidthThicker,
      borderInlineStartStyle: 'solid',
    },
  },
  done: {
    borderTopColor: tokens.colorStatusSuccessBorder1,
    borderInlineStartColor: tokens.colorStatusSuccessBorder1,
  },
  running: {
    borderTopColor: tokens.colorBrandStroke1,
    borderInlineStartColor: tokens.colorBrandStroke1,
  },
  differs: {
    borderTopColor: tokens.colorStatusWarningBorder1,
    borderInlineStartColor: tokens.colorStatusWarningBorder1,
  },
  failed: {
    borderTopColor: tokens.colorStatusDangerBorder1,
    borderInlineStartColor: tokens.colorStatusDangerBorder1,
  },
  waiting: {},
  quiet: { color: tokens.colorNeutralForeground3 },
});

const looks = {
  waiting: { tone: 'neutral', icon: CircleRegular },
  running: { tone: 'brand', icon: ArrowSyncFilled },
  done: { tone: 'success', icon: CheckmarkCircleFilled },
  differs: { tone: 'warning', icon: WarningFilled },
  failed: { tone: 'danger', icon: DismissCircleFilled },
} as const;

/** The stages of an import with their times and what each has done. */
export function RunTimeLine({ run }: { readonly run: RunView }) {
  const t = useTranslations('runs.stages');
  const styles = useStyles();
  return (
    <ol className={styles.line} aria-label={t('title')}>
      {stagesOf(run).map((stage) => (
        <li key={stage.id} className={mergeClasses(styles.stage, styles[stage.state])}>
          <Subtitle2>{t(stage.id)}</Subtitle2>
          <Caption1>
            <StatusText {...looks[stage.state]}>{t(`states.${stage.state}`)}</StatusText>
          </Caption1>
          <StageFact run={run} stage={stage} />
          <StageTimes stage={stage} />
        </li>
      ))}
    </ol>
  );
}

function StageTimes({ stage }: { readonly stage: RunStage }) {
  const t = useTranslations('runs.stages');
  const styles = useStyles();
  const duration = useDuration();
  const { startedAt, endedAt } = stage;
  if (startedAt === null) return null;
  const seconds = endedAt === null ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  return (
    <Caption1 className={styles.quiet}>
      {seconds === null
        ? t.rich('since', { time: () => <LocalTime value={startedAt} precision="clock" /> })
        : t.rich('took', {
            duration: duration(seconds),
            time: () => <LocalTime value={startedAt} precision="clock" />,
          })}
    </Caption1>
  );
}

function StageFact({ run, stage }: { readonly run: RunView; readonly stage: RunStage }) {
  const facts = useStageFacts(run);
  if (stage.state === 'waiting') return null;
  return <Caption1>{facts[stage.id]}</Caption1>;
}

function useStageFacts(run: RunView): Readonly<Record<RunStageId, string>> {
  const t = useTranslations('runs.stages.facts');
  const { trigger, counters, packagesFound, packagesDone, findings } = run;
  const packages =
    packagesFound === 0 ? t('fetchNone') : t('fetch', { done: packagesDone, found: packagesFound });
  return {
    fetch:
      trigger === 'replay'
        ? t('fetchReplay', { done: counters.itemsAvailable, found: counters.itemsInManifests })
        : packages,
    check: t('check', { refused: counters.packagesRefused }),
    match: t('match', { items: counters.itemsAvailable, mailboxes: counters.availableForImport }),
    deliver: t('deliver', {
      imported: counters.imported + counters.partiallyImported,
      held: counters.held,
    }),
    reconcile:
      findings === null ? t('reconcileOpen') : t('reconcile', { findings: findings.length }),
  };
}
