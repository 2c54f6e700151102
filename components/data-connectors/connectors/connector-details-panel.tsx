'use client';

import {
  Caption1,
  Divider,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ConnectorActions } from '#components/data-connectors/connectors/connector-actions.tsx';
import { ConsentStatus } from '#components/data-connectors/connectors/consent-status.tsx';
import { DownloadConnectorLog } from '#components/data-connectors/connectors/download-connector-log.tsx';
import { DeleteConnector } from '#components/data-connectors/connectors/delete-connector.tsx';
import { EditConnector } from '#components/data-connectors/connectors/edit-connector.tsx';
import { ConnectorSignIn } from '#components/data-connectors/connectors/connector-sign-in.tsx';
import { SourceStatusText } from '#components/data-connectors/connectors/source-status.tsx';
import { RunCountersList } from '#components/runs/run-counters.tsx';
import { RunListTable } from '#components/runs/run-list.tsx';
import { RunProgressBar } from '#components/runs/run-progress-bar.tsx';
import { RunStateText } from '#components/runs/run-state.tsx';
import { FactList } from '#components/ui/fact-list.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { useClockTime } from '#components/ui/use-clock-time.ts';
import type { ConnectorDetails } from '#lib/domain/connectors/connector-view.ts';

const useStyles = makeStyles({
  panel: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXL,
    paddingBottom: tokens.spacingVerticalXXL,
  },
  section: { display: 'grid', rowGap: tokens.spacingVerticalM },
  heading: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  ends: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalM,
  },
  seen: { display: 'block', color: tokens.colorNeutralForeground3 },
});

type ConnectorDetailsPanelProps = {
  readonly connector: ConnectorDetails;
  readonly mayWrite: boolean;
  readonly mayDownload: boolean;
};

/** What the fly-out shows of a connector. */
export function ConnectorDetailsPanel({
  connector,
  mayWrite,
  mayDownload,
}: ConnectorDetailsPanelProps) {
  const t = useTranslations('connectors.flyOut');
  const styles = useStyles();
  const { progress, lastRun, recentRuns, totalRuns } = connector;

  return (
    <div className={styles.panel}>
      <ConnectorActions connector={connector} mayWrite={mayWrite} />
      <StatusFacts connector={connector} />
      {connector.sourceKind === 'sftp' && (
        <ConnectorSignIn connector={connector} mayWrite={mayWrite} />
      )}
      {progress !== null && (
        <Section
          title={t('progress')}
          end={<TextLink href={`/runs/${progress.runId}`}>{t('openRun')}</TextLink>}
        >
          <RunProgressBar progress={progress} name={connector.name} />
        </Section>
      )}
      {lastRun !== null && (
        <Section
          title={t('lastResult')}
          end={<TextLink href={`/runs/${lastRun.id}`}>{t('openRun')}</TextLink>}
        >
          <RunStateText state={lastRun.state} />
          <RunCountersList counters={lastRun.counters} />
          {connector.heldItems > 0 && (
            <TextLink href={`/held-items?connector=${connector.id}`}>
              {t('heldNow', { count: connector.heldItems })}
            </TextLink>
          )}
        </Section>
      )}
      <Section
        title={t('imports')}
        end={
          <div className={styles.ends}>
            {totalRuns > recentRuns.length && (
              <TextLink href={`/data-connectors/connectors/${connector.id}/runs`}>
                {t('allImports', { count: totalRuns })}
              </TextLink>
            )}
            {mayDownload && totalRuns > 0 && <DownloadConnectorLog connector={connector} />}
          </div>
        }
      >
        <RunListTable runs={recentRuns} isCompact />
      </Section>
      <Section
        title={t('settings')}
        end={<EditConnector connector={connector} mayWrite={mayWrite} />}
      >
        <SettingsFacts connector={connector} />
      </Section>
      <div>
        <DeleteConnector connector={connector} mayWrite={mayWrite} />
      </div>
    </div>
  );
}

type SectionProps = {
  readonly title: string;
  readonly end?: ReactNode;
  readonly children: ReactNode;
};

function Section({ title, end, children }: SectionProps) {
  const styles = useStyles();
  return (
    <section className={styles.section}>
      <Divider appearance="subtle" />
      <div className={styles.heading}>
        <Subtitle2 as="h3">{title}</Subtitle2>
        {end}
      </div>
      {children}
    </section>
  );
}

function StatusFacts({ connector }: { readonly connector: ConnectorDetails }) {
  const t = useTranslations('connectors');
  const help = useTranslations('connectors.statusHelp');
  const styles = useStyles();
  const { sourceStatus, sourceStatusAt, state, lastRun, nextRunAt } = connector;
  return (
    <>
      <FactList
        facts={[
          {
            term: t('flyOut.status'),
            fact: (
              <>
                <SourceStatusText connector={connector} />
                <Caption1 className={styles.seen}>
                  {t.rich('flyOut.checked', { time: () => <LocalTime value={sourceStatusAt} /> })}
                </Caption1>
              </>
            ),
          },
          { term: t('flyOut.state'), fact: t(`flyOut.${state}`) },
          { term: t('flyOut.consent'), fact: <ConsentStatus consent={connector.consent} /> },
          {
            term: t('flyOut.lastImport'),
            fact:
              lastRun === null ? (
                t('never')
              ) : (
                <LocalTime value={lastRun.finishedAt ?? lastRun.createdAt} />
              ),
          },
          {
            term: t('flyOut.nextImport'),
            fact: nextRunAt === null ? t('notScheduled') : <LocalTime value={nextRunAt} />,
          },
        ]}
      />
      {state === 'deleting' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('deleting.text')}</MessageBarBody>
        </MessageBar>
      )}
      {sourceStatus !== 'connected' && (
        <MessageBar
          intent={sourceStatus === 'unreachable' ? 'warning' : 'error'}
          layout="multiline"
        >
          <MessageBarBody>{help(sourceStatus)}</MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}

function SettingsFacts({ connector }: { readonly connector: ConnectorDetails }) {
  const t = useTranslations('connectors.flyOut');
  const choices = useTranslations('connectors.edit.choices');
  const versions = useTranslations('connectors.mappingHistory');
  const { mappingFile, automaticMapping, secondLookTime } = connector;
  const mapping = [
    ...(mappingFile === null
      ? []
      : [
          t('mappingFile', {
            fileName: mappingFile.fileName,
            number: mappingFile.number,
            rows: mappingFile.rowCount,
          }),
        ]),
    ...(automaticMapping ? [t('mappingAutomatic')] : []),
  ];
  const clockTime = useClockTime();
  const schedule = { time: clockTime(connector.scheduleTime), zone: connector.scheduleTimeZone };
  return (
    <FactList
      facts={[
        { term: t('folder'), fact: connector.folderName },
        { term: t('schedule'), fact: t('daily', schedule) },
        {
          term: t('secondLook'),
          fact:
            secondLookTime === null
              ? t('secondLookOff')
              : t('secondLookAt', { time: clockTime(secondLookTime) }),
        },
        { term: t('afterImport'), fact: choices(connector.afterImport) },
        {
          term: t('mapping'),
          fact: (
            <>
              {mapping.length === 0 ? t('mappingNone') : mapping.join('; ')}
              {connector.hasMappingHistory && (
                <>
                  <br />
                  <TextLink href={`/data-connectors/connectors/${connector.id}/mapping-file`}>
                    {versions('link')}
                  </TextLink>
                </>
              )}
            </>
          ),
        },
        {
          term: t('created'),
          fact: (
            <>
              <LocalTime value={connector.createdAt} />
              <br />
              {connector.createdBy}
            </>
          ),
        },
      ]}
    />
  );
}
