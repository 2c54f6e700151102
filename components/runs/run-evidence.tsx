'use client';

import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowDownloadRegular,
  CheckmarkCircleFilled,
  CircleRegular,
  ClockFilled,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { useByteSize } from '#components/runs/use-byte-size.ts';
import { LocalTime } from '#components/ui/local-time.tsx';
import { PageSection } from '#components/ui/page-section.tsx';
import { StatusText } from '#components/ui/status-text.tsx';
import type { RunEvidence } from '#lib/domain/runs/run-view.ts';

const useStyles = makeStyles({
  states: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL}`,
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
    '& dd': {
      margin: 0,
      overflowWrap: 'anywhere',
      fontFamily: tokens.fontFamilyMonospace,
      fontSize: tokens.fontSizeBase200,
      lineHeight: tokens.lineHeightBase300,
    },
    '& dt': { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  refused: { display: 'grid', rowGap: tokens.spacingVerticalXS, justifyItems: 'end' },
});

type RunEvidenceProps = {
  readonly runId: string;
  readonly evidence: RunEvidence | null;
  readonly mayDownload: boolean;
};

/** The signed file of a closed import, and how far it is proved to be of its time. */
export function RunEvidenceSection({ runId, evidence, mayDownload }: RunEvidenceProps) {
  const t = useTranslations('runs.evidence');
  if (evidence === null || evidence.signedAt === null) {
    return (
      <PageSection title={t('title')}>
        <Body1>{evidence === null ? t('none') : t('writing')}</Body1>
      </PageSection>
    );
  }
  return (
    <PageSection
      title={t('title')}
      end={
        <Downloads
          runId={runId}
          isStamped={evidence.timeStampState === 'stamped'}
          mayDownload={mayDownload}
        />
      }
    >
      <EvidenceStates evidence={evidence} signedAt={evidence.signedAt} />
      <EvidenceFacts evidence={evidence} />
    </PageSection>
  );
}

type EvidenceStatesProps = { readonly evidence: RunEvidence; readonly signedAt: string };

function EvidenceStates({ evidence, signedAt }: EvidenceStatesProps) {
  const t = useTranslations('runs.evidence');
  const styles = useStyles();
  const { timeStampState, timeStampedAt } = evidence;
  return (
    <div className={styles.states}>
      <StatusText tone="success" icon={CheckmarkCircleFilled}>
        <span>{t.rich('signed', { time: () => <LocalTime value={signedAt} /> })}</span>
      </StatusText>
      {timeStampState === 'stamped' && timeStampedAt !== null && (
        <StatusText tone="success" icon={CheckmarkCircleFilled}>
          <span>{t.rich('stamped', { time: () => <LocalTime value={timeStampedAt} /> })}</span>
        </StatusText>
      )}
      {timeStampState === 'pending' && (
        <StatusText tone="neutral" icon={ClockFilled}>
          {t('stampPending')}
        </StatusText>
      )}
      {timeStampState === 'off' && (
        <StatusText tone="neutral" icon={CircleRegular}>
          {t('stampOff')}
        </StatusText>
      )}
    </div>
  );
}

function EvidenceFacts({ evidence }: { readonly evidence: RunEvidence }) {
  const t = useTranslations('runs.evidence');
  const styles = useStyles();
  const byteSize = useByteSize();
  const { head, keyId, receipts, sizeBytes, sequence, receiptsPrunedAt } = evidence;
  return (
    <>
      <Body1>
        {t('file', { receipts: receipts ?? 0, size: byteSize(sizeBytes ?? 0), sequence })}
      </Body1>
      {receiptsPrunedAt !== null && (
        <Body1>{t.rich('pruned', { time: () => <LocalTime value={receiptsPrunedAt} /> })}</Body1>
      )}
      <dl className={styles.facts}>
        <dt>{t('head')}</dt>
        <dd>{head}</dd>
        <dt>{t('key')}</dt>
        <dd>{keyId}</dd>
      </dl>
    </>
  );
}

type DownloadsProps = {
  readonly runId: string;
  readonly isStamped: boolean;
  readonly mayDownload: boolean;
};

function Downloads({ runId, isStamped, mayDownload }: DownloadsProps) {
  const t = useTranslations('runs.evidence');
  const styles = useStyles();
  const reasonId = useId();
  const keys = (
    <Button as="a" href="/api/evidence/public-keys" download appearance="subtle">
      {t('publicKeys')}
    </Button>
  );
  if (!mayDownload) {
    return (
      <div className={styles.refused}>
        <div className={styles.actions}>
          {keys}
          <Button disabledFocusable icon={<ArrowDownloadRegular />} aria-describedby={reasonId}>
            {t('download')}
          </Button>
        </div>
        <Caption1 id={reasonId}>{t('refused')}</Caption1>
      </div>
    );
  }
  return (
    <div className={styles.actions}>
      {keys}
      {isStamped && (
        <Button as="a" href={`/api/runs/${runId}/time-stamp`} download appearance="subtle">
          {t('downloadStamp')}
        </Button>
      )}
      <Button as="a" href={`/api/runs/${runId}/evidence`} download appearance="subtle">
        {t('download')}
      </Button>
      <Button
        as="a"
        href={`/api/runs/${runId}/evidence-pack`}
        download
        icon={<ArrowDownloadRegular />}
      >
        {t('downloadPack')}
      </Button>
    </div>
  );
}
