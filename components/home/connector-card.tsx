'use client';

import { Caption1, Card, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { ConnectorName } from '#components/data-connectors/connectors/connector-name.tsx';
import { ItemCounts } from '#components/data-connectors/connectors/item-counts.tsx';
import { SourceStatusText } from '#components/data-connectors/connectors/source-status.tsx';
import { RunProgressBar } from '#components/runs/run-progress-bar.tsx';
import { RunStateText } from '#components/runs/run-state.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import type { ConnectorSummary } from '#lib/domain/connectors/connector-view.ts';

const useStyles = makeStyles({
  card: { position: 'relative', height: '100%' },
  quiet: { color: tokens.colorNeutralForeground3 },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
  },
});

/** A connector at a glance: its source, its import in progress or the result of the last one. */
export function ConnectorCard({ connector }: { readonly connector: ConnectorSummary }) {
  const t = useTranslations('connectors');
  const styles = useStyles();
  const { progress, lastRun, id, name } = connector;
  return (
    <Card className={styles.card}>
      <div className={styles.line}>
        <ConnectorName connector={connector} href={`/data-connectors/connectors?connector=${id}`} />
        <SourceStatusText connector={connector} />
      </div>
      {progress !== null && <RunProgressBar progress={progress} name={name} />}
      {lastRun === null ? (
        <Caption1 className={styles.quiet}>
          {t('columns.last-import')}: {t('never')}
        </Caption1>
      ) : (
        <div className={styles.line}>
          <div>
            <RunStateText state={lastRun.state} />
            <Caption1 block className={styles.quiet}>
              <LocalTime value={lastRun.finishedAt ?? lastRun.createdAt} />
            </Caption1>
          </div>
          <div>
            <ItemCounts counters={lastRun.counters} />
          </div>
        </div>
      )}
    </Card>
  );
}
