'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { ConnectorName } from '#components/data-connectors/connectors/connector-name.tsx';
import { ItemCounts } from '#components/data-connectors/connectors/item-counts.tsx';
import type { Selecting } from '#components/data-connectors/connectors/connectors-table.tsx';
import { SelectConnector } from '#components/data-connectors/connectors/select-connector.tsx';
import { SourceStatusText } from '#components/data-connectors/connectors/source-status.tsx';
import { RunProgressBar } from '#components/runs/run-progress-bar.tsx';
import { RunStateText } from '#components/runs/run-state.tsx';
import { FactList } from '#components/ui/fact-list.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import type { ConnectorSummary } from '#lib/domain/connectors/connector-view.ts';

const useStyles = makeStyles({
  cards: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  card: {
    position: 'relative',
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
  },
  head: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'start',
    columnGap: tokens.spacingHorizontalS,
  },
});

type ConnectorCardsProps = {
  readonly connectors: readonly ConnectorSummary[];
  readonly selecting: Selecting | undefined;
  readonly addressOf: (connectorId: string) => string;
  readonly className?: string;
};

/** The connectors on a narrow screen. */
export function ConnectorCards(props: ConnectorCardsProps) {
  const { connectors, selecting, addressOf, className } = props;
  const t = useTranslations('connectors');
  const styles = useStyles();
  return (
    <div className={className}>
      <ul aria-label={t('title')} className={styles.cards}>
        {connectors.map((connector) => (
          <li key={connector.id} className={styles.card}>
            <div className={styles.head}>
              <ConnectorName connector={connector} href={addressOf(connector.id)} />
              {selecting !== undefined && <SelectConnector connector={connector} {...selecting} />}
            </div>
            <SourceStatusText connector={connector} />
            {connector.progress !== null && (
              <RunProgressBar progress={connector.progress} name={connector.name} />
            )}
            <CardFacts connector={connector} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function CardFacts({ connector }: { readonly connector: ConnectorSummary }) {
  const t = useTranslations('connectors');
  const { lastRun, nextRunAt } = connector;
  return (
    <FactList
      facts={[
        {
          term: t('columns.last-import'),
          fact:
            lastRun === null ? (
              t('never')
            ) : (
              <>
                <LocalTime value={lastRun.finishedAt ?? lastRun.createdAt} />
                <br />
                <RunStateText state={lastRun.state} />
              </>
            ),
        },
        ...(lastRun === null
          ? []
          : [{ term: t('columns.items'), fact: <ItemCounts counters={lastRun.counters} /> }]),
        {
          term: t('columns.next-import'),
          fact: nextRunAt === null ? t('notScheduled') : <LocalTime value={nextRunAt} />,
        },
      ]}
    />
  );
}
