'use client';

import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { DownloadLog } from '#components/runs/download-log.tsx';
import { HeldDeliveries } from '#components/runs/held-deliveries.tsx';
import { PageSection } from '#components/ui/page-section.tsx';
import { UnmatchedParticipants } from '#components/runs/unmatched-participants.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import {
  runExceptionListSchema,
  runParticipantListSchema,
  type RunExceptionList,
  type RunParticipantList,
} from '#lib/domain/runs/run-view.ts';

const tabs = ['deliveries', 'participants'] as const;
type ExceptionTab = (typeof tabs)[number];

const useStyles = makeStyles({
  // Below each other where both do not fit.
  tabs: { flexWrap: 'wrap', marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalMNudge})` },
});

type RunExceptionsProps = {
  readonly runId: string;
  readonly initial: {
    readonly exceptions: RunExceptionList;
    readonly participants: RunParticipantList;
  };
  readonly isActive: boolean;
  readonly mayDownload: boolean;
  readonly isPruned: boolean;
};

/** What did not reach a mailbox, and whom no mailbox was found for. */
export function RunExceptions(props: RunExceptionsProps) {
  const { runId, initial, isActive, mayDownload, isPruned } = props;
  const t = useTranslations('runs.exceptions');
  const styles = useStyles();
  const [tab, setTab] = useState<ExceptionTab>('deliveries');
  // The first pages are asked for all the time: their totals stand on the tabs.
  const { data: exceptions = initial.exceptions } = useLiveQuery({
    path: `/api/runs/${runId}/exceptions?page=1`,
    schema: runExceptionListSchema,
    initial: initial.exceptions,
    isChanging: () => false,
  });
  const { data: participants = initial.participants } = useLiveQuery({
    path: `/api/runs/${runId}/participants?page=1`,
    schema: runParticipantListSchema,
    initial: initial.participants,
    isChanging: () => false,
  });
  const counts = { deliveries: exceptions.total, participants: participants.total };
  const panels: Readonly<Record<ExceptionTab, ReactNode>> = {
    deliveries: <HeldDeliveries runId={runId} initial={exceptions} isActive={isActive} />,
    participants: <UnmatchedParticipants runId={runId} initial={participants} />,
  };

  return (
    <PageSection
      title={t('title')}
      end={<DownloadLog runId={runId} mayDownload={mayDownload} isPruned={isPruned} />}
    >
      <TabList
        className={styles.tabs}
        selectedValue={tab}
        onTabSelect={(_event, { value }) => {
          setTab(tabs.find((name) => name === value) ?? 'deliveries');
        }}
      >
        {tabs.map((name) => (
          <Tab key={name} value={name} id={`exceptions-${name}`} aria-controls="exceptions-panel">
            {t(`tabs.${name}`, { count: counts[name] })}
          </Tab>
        ))}
      </TabList>
      <div id="exceptions-panel" role="tabpanel" aria-labelledby={`exceptions-${tab}`}>
        {panels[tab]}
      </div>
    </PageSection>
  );
}
