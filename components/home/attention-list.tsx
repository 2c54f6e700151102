'use client';

import { Body1, Body1Strong, Card, makeStyles, tokens } from '@fluentui/react-components';
import {
  ArchiveRegular,
  BoxDismissRegular,
  CheckmarkCircleFilled,
  ClockRegular,
  DismissCircleFilled,
  PlugDisconnectedFilled,
  ShieldKeyholeRegular,
  WarningFilled,
  type FluentIcon,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { StatusText, type StatusTone } from '#components/ui/status-text.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { useProblem } from '#components/ui/use-problem.ts';
import type { Attention } from '#lib/domain/home-view.ts';

type Look = { readonly tone: StatusTone; readonly icon: FluentIcon };

const looks: Readonly<Record<Attention['kind'], Look>> = {
  'consent-missing': { tone: 'danger', icon: ShieldKeyholeRegular },
  'source-status': { tone: 'danger', icon: PlugDisconnectedFilled },
  'run-waiting': { tone: 'warning', icon: ClockRegular },
  'run-failed': { tone: 'danger', icon: DismissCircleFilled },
  'run-not-reconciled': { tone: 'warning', icon: WarningFilled },
  'packages-refused': { tone: 'warning', icon: BoxDismissRegular },
  'items-held': { tone: 'warning', icon: ArchiveRegular },
};

type ConnectorAttention = Exclude<Attention, { kind: 'consent-missing' }>;

const useStyles = makeStyles({
  list: { display: 'grid', margin: 0, padding: 0, listStyleType: 'none' },
  lines: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  entry: {
    display: 'grid',
    gridTemplateColumns: '1fr 2fr',
    alignItems: 'start',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalL}`,
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    '@media (max-width: 767px)': { gridTemplateColumns: '1fr' },
    ':not(:last-child)': {
      borderBottomWidth: tokens.strokeWidthThin,
      borderBottomStyle: 'solid',
      borderBottomColor: tokens.colorNeutralStroke2,
    },
  },
});

/** What a person has to look at, each with the page where that is done. */
export function AttentionList({ attention }: { readonly attention: readonly Attention[] }) {
  const t = useTranslations('home.attention');
  const styles = useStyles();
  if (attention.length === 0) {
    return (
      <Card>
        <Body1>
          <StatusText tone="success" icon={CheckmarkCircleFilled}>
            {t('none')}
          </StatusText>
        </Body1>
      </Card>
    );
  }
  return (
    <Card>
      <ul className={styles.list}>
        {attention.some(({ kind }) => kind === 'consent-missing') && (
          <li className={styles.entry}>
            <Body1Strong>{t('deployment')}</Body1Strong>
            <StatusText {...looks['consent-missing']}>
              <TextLink href="/consent">{t('consent-missing')}</TextLink>
            </StatusText>
          </li>
        )}
        {groupByConnector(attention).map(({ connectorId, connectorName, entries }) => (
          <li key={connectorId} className={styles.entry}>
            <TextLink href={`/data-connectors/connectors?connector=${connectorId}`}>
              <Body1Strong>{connectorName}</Body1Strong>
            </TextLink>
            <ul className={styles.lines}>
              {entries.map((entry) => (
                <li key={entry.kind}>
                  <StatusText {...looks[entry.kind]}>
                    <AttentionText entry={entry} />
                  </StatusText>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function AttentionText({ entry }: { readonly entry: ConnectorAttention }) {
  const words = useWords(entry);
  if (entry.kind === 'items-held') {
    return <TextLink href={`/held-items?connector=${entry.connectorId}`}>{words}</TextLink>;
  }
  if (!('runId' in entry)) return words;
  return <TextLink href={`/runs/${entry.runId}`}>{words}</TextLink>;
}

function useWords(entry: ConnectorAttention): string {
  const t = useTranslations('home.attention');
  const findProblem = useProblem();
  switch (entry.kind) {
    case 'source-status':
      return t(`source-status.${entry.status}`);
    case 'run-waiting': {
      const reason = findProblem(entry.waitingFor);
      return reason === null
        ? t('run-waitingUnknown', { code: entry.waitingFor })
        : t('run-waiting', { reason });
    }
    case 'run-not-reconciled':
      return t(entry.kind, { findings: entry.findings });
    case 'packages-refused':
    case 'items-held':
      return t(entry.kind, { count: entry.count });
    case 'run-failed':
      return t(entry.kind);
  }
}

/** The connector whose first entry is the most urgent comes first. */
function groupByConnector(attention: readonly Attention[]) {
  const entries = attention.flatMap((entry) => (entry.kind === 'consent-missing' ? [] : entry));
  return [...Map.groupBy(entries, ({ connectorId }) => connectorId)].map(
    ([connectorId, ofConnector]) => ({
      connectorId,
      connectorName: ofConnector[0]?.connectorName ?? '',
      entries: ofConnector,
    }),
  );
}
