'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { useFormatter, useTranslations } from 'next-intl';
import { ReadBackSection } from '#components/runs/read-backs/read-back-section.tsx';
import { RunBooks } from '#components/runs/run-books.tsx';
import { RunComparison } from '#components/runs/run-comparison.tsx';
import { RunCountersList } from '#components/runs/run-counters.tsx';
import { RunDescription } from '#components/runs/run-description.tsx';
import { RunEvidenceSection } from '#components/runs/run-evidence.tsx';
import { RunExceptions } from '#components/runs/run-exceptions.tsx';
import { RunFindings } from '#components/runs/run-findings.tsx';
import { RunNotices } from '#components/runs/run-notices.tsx';
import { RunPackages } from '#components/runs/run-packages.tsx';
import { RunProgressBar } from '#components/runs/run-progress-bar.tsx';
import { RunResult } from '#components/runs/run-result.tsx';
import { RunThroughput } from '#components/runs/run-throughput.tsx';
import { PageSection } from '#components/ui/page-section.tsx';
import { RunTimeLine } from '#components/runs/run-time-line.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { StaleNotice } from '#components/ui/stale-notice.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import type { ReadBackList } from '#lib/domain/runs/read-back.ts';
import {
  runViewSchema,
  type RunExceptionList,
  type RunPackageList,
  type RunParticipantList,
  type RunView,
} from '#lib/domain/runs/run-view.ts';

const useStyles = makeStyles({
  sections: { display: 'grid', rowGap: tokens.spacingVerticalXXXL, maxWidth: '1280px' },
  head: { display: 'grid', rowGap: tokens.spacingVerticalM },
});

type RunScreenProps = {
  readonly run: RunView;
  readonly packages: RunPackageList;
  readonly exceptions: RunExceptionList;
  readonly participants: RunParticipantList;
  readonly readBacks: ReadBackList;
  readonly mayDownload: boolean;
  /** Whether the person may have the mailboxes checked again. */
  readonly mayCheck: boolean;
};

/** One import, from the packages to the proof, kept live while it runs. */
export function RunScreen(props: RunScreenProps) {
  const { run: initial, packages, exceptions, participants, readBacks } = props;
  const { mayDownload, mayCheck } = props;
  const t = useTranslations('runs');
  const crumbs = useTranslations('connectors');
  const format = useFormatter();
  const styles = useStyles();
  const {
    data: run = initial,
    error,
    refetch,
  } = useLiveQuery({
    path: `/api/runs/${initial.id}`,
    schema: runViewSchema,
    initial,
    isChanging: ({ progress, evidence }) =>
      progress !== null || evidence?.timeStampState === 'pending',
  });
  const { connector, progress } = run;
  const isActive = progress !== null;
  const time = format.dateTime(new Date(run.createdAt), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });

  return (
    <>
      <PageHeader
        title={t('title', { time })}
        crumbs={[
          { label: crumbs('title'), href: '/data-connectors/connectors' },
          { label: connector.name, href: `/data-connectors/connectors?connector=${connector.id}` },
        ]}
        description={<RunDescription run={run} />}
      />
      <div className={styles.sections}>
        <div className={styles.head}>
          <StaleNotice error={error} onRetry={() => void refetch()} />
          {progress !== null && <RunProgressBar progress={progress} name={connector.name} />}
          <RunResult run={run} />
        </div>
        <PageSection title={t('stages.title')}>
          <RunTimeLine run={run} />
        </PageSection>
        <PageSection title={t('counters.title')}>
          <RunCountersList counters={run.counters} />
        </PageSection>
        <RunThroughput run={run} />
        <PageSection title={t('books.title')}>
          <RunBooks counters={run.counters} isActive={isActive} />
        </PageSection>
        <RunFindings findings={run.findings ?? []} />
        <RunNotices notices={run.notices} />
        <RunEvidenceSection runId={run.id} evidence={run.evidence} mayDownload={mayDownload} />
        {!isActive && <ReadBackSection runId={run.id} initial={readBacks} mayCheck={mayCheck} />}
        {run.trigger !== 'replay' && (
          <RunPackages runId={run.id} initial={packages} isActive={isActive} />
        )}
        {run.trigger !== 'replay' && <RunComparison run={run} />}
        <RunExceptions
          runId={run.id}
          initial={{ exceptions, participants }}
          isActive={isActive}
          mayDownload={mayDownload}
          isPruned={run.evidence?.receiptsPrunedAt != null}
        />
      </div>
    </>
  );
}
