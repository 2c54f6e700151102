'use client';

import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { ConnectorName } from '#components/data-connectors/connectors/connector-name.tsx';
import { ItemCounts } from '#components/data-connectors/connectors/item-counts.tsx';
import { SourceStatusText } from '#components/data-connectors/connectors/source-status.tsx';
import { RunProgressBar } from '#components/runs/run-progress-bar.tsx';
import { RunStateText } from '#components/runs/run-state.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { findConnectorKind } from '#lib/connectors/catalog.ts';
import type {
  ConnectorListSearch,
  ConnectorSort,
} from '#lib/domain/connectors/connector-list-search.ts';
import type { ConnectorSummary } from '#lib/domain/connectors/connector-view.ts';

const columns = ['name', 'kind', 'status', 'last-import', 'items', 'next-import'] as const;

const useStyles = makeStyles({
  header: {
    fontWeight: tokens.fontWeightSemibold,
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
  },
  name: { width: '26%' },
  row: { position: 'relative' },
  rowInProgress: { borderBottomStyle: 'none' },
  cell: {
    paddingTop: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalM,
    // The link of the name lies over the whole row.
    position: 'static',
  },
  progress: { paddingBottom: tokens.spacingVerticalM },
  result: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

type ConnectorsTableProps = {
  readonly connectors: readonly ConnectorSummary[];
  readonly search: Pick<ConnectorListSearch, 'sort' | 'direction'>;
  readonly onSort: (sort: ConnectorSort) => void;
  readonly addressOf: (connectorId: string) => string;
  readonly className?: string;
};

/** The configured connectors; a row opens the fly-out, and shows the progress of an import. */
export function ConnectorsTable(props: ConnectorsTableProps) {
  const { connectors, search, onSort, addressOf, className } = props;
  const t = useTranslations('connectors');
  const styles = useStyles();

  return (
    <Table aria-label={t('title')} className={className} sortable>
      <TableHeader>
        <TableRow>
          {columns.map((column) =>
            column === 'items' ? (
              <TableHeaderCell key={column} sortable={false} className={styles.header}>
                {t(`columns.${column}`)}
              </TableHeaderCell>
            ) : (
              <TableHeaderCell
                key={column}
                className={mergeClasses(styles.header, column === 'name' && styles.name)}
                {...(search.sort === column ? { sortDirection: search.direction } : {})}
                onClick={() => {
                  onSort(column);
                }}
              >
                {t(`columns.${column}`)}
              </TableHeaderCell>
            ),
          )}
        </TableRow>
      </TableHeader>
      <TableBody>
        {connectors.map((connector) => (
          <Fragment key={connector.id}>
            <TableRow
              className={mergeClasses(
                styles.row,
                connector.progress !== null && styles.rowInProgress,
              )}
            >
              <ConnectorCells connector={connector} href={addressOf(connector.id)} />
            </TableRow>
            {connector.progress !== null && (
              <TableRow>
                <TableCell colSpan={columns.length} className={styles.progress}>
                  <RunProgressBar progress={connector.progress} name={connector.name} />
                </TableCell>
              </TableRow>
            )}
          </Fragment>
        ))}
      </TableBody>
    </Table>
  );
}

type ConnectorCellsProps = { readonly connector: ConnectorSummary; readonly href: string };

function ConnectorCells({ connector, href }: ConnectorCellsProps) {
  const t = useTranslations('connectors');
  const styles = useStyles();
  const { kind, lastRun, nextRunAt } = connector;
  return (
    <>
      <TableCell className={styles.cell}>
        <ConnectorName connector={connector} href={href} />
      </TableCell>
      <TableCell className={styles.cell}>{findConnectorKind(kind)?.listLabel ?? kind}</TableCell>
      <TableCell className={styles.cell}>
        <SourceStatusText connector={connector} />
      </TableCell>
      <TableCell className={styles.cell}>
        {lastRun === null ? (
          t('never')
        ) : (
          <>
            <LocalTime value={lastRun.finishedAt ?? lastRun.createdAt} />
            <span className={styles.result}>
              <RunStateText state={lastRun.state} />
            </span>
          </>
        )}
      </TableCell>
      <TableCell className={styles.cell}>
        {lastRun !== null && <ItemCounts counters={lastRun.counters} />}
      </TableCell>
      <TableCell className={styles.cell}>
        {nextRunAt === null ? t('notScheduled') : <LocalTime value={nextRunAt} />}
      </TableCell>
    </>
  );
}
