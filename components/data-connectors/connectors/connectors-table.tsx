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
import { Fragment, type ReactNode } from 'react';
import { ConnectorName } from '#components/data-connectors/connectors/connector-name.tsx';
import { ItemCounts } from '#components/data-connectors/connectors/item-counts.tsx';
import {
  SelectConnector,
  SelectPage,
  type ConnectorSelection,
} from '#components/data-connectors/connectors/select-connector.tsx';
import { SourceStatusText } from '#components/data-connectors/connectors/source-status.tsx';
import { RunProgressBar } from '#components/runs/run-progress-bar.tsx';
import { RunStateText } from '#components/runs/run-state.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { findConnectorKind } from '#lib/connectors/catalog.ts';
import type { ConnectorColumn } from '#lib/domain/connectors/connector-columns.ts';
import type {
  ConnectorListSearch,
  ConnectorSort,
} from '#lib/domain/connectors/connector-list-search.ts';
import type { ConnectorSummary } from '#lib/domain/connectors/connector-view.ts';
import type { RunSummary } from '#lib/domain/runs/run-view.ts';

const useStyles = makeStyles({
  header: {
    fontWeight: tokens.fontWeightSemibold,
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
  },
  select: { width: '44px' },
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

export type Selecting = {
  readonly selection: ConnectorSelection;
  readonly onSelect: (selection: ConnectorSelection) => void;
};

type ConnectorsTableProps = {
  readonly connectors: readonly ConnectorSummary[];
  /** Besides the name. */
  readonly columns: readonly ConnectorColumn[];
  /** Undefined where nothing can be done with a selection. */
  readonly selecting: Selecting | undefined;
  readonly search: Pick<ConnectorListSearch, 'sort' | 'direction'>;
  readonly onSort: (sort: ConnectorSort) => void;
  readonly addressOf: (connectorId: string) => string;
  readonly className?: string;
};

/** The configured connectors; a row opens the fly-out, and shows the progress of an import. */
export function ConnectorsTable(props: ConnectorsTableProps) {
  const { connectors, columns, selecting, search, onSort, addressOf, className } = props;
  const t = useTranslations('connectors');
  const styles = useStyles();

  return (
    <Table aria-label={t('title')} className={className} sortable>
      <TableHeader>
        <TableRow>
          {selecting !== undefined && (
            <TableHeaderCell sortable={false} className={styles.select}>
              <SelectPage connectors={connectors} {...selecting} />
            </TableHeaderCell>
          )}
          {(['name', ...columns] as const).map((column) => (
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
          ))}
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
              {selecting !== undefined && (
                <TableCell className={styles.select}>
                  <SelectConnector connector={connector} {...selecting} />
                </TableCell>
              )}
              <TableCell className={styles.cell}>
                <ConnectorName connector={connector} href={addressOf(connector.id)} />
              </TableCell>
              <ConnectorCells connector={connector} columns={columns} />
            </TableRow>
            {connector.progress !== null && (
              <TableRow>
                <TableCell
                  colSpan={columns.length + (selecting === undefined ? 1 : 2)}
                  className={styles.progress}
                >
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

type ConnectorCellsProps = {
  readonly connector: ConnectorSummary;
  readonly columns: readonly ConnectorColumn[];
};

function ConnectorCells({ connector, columns }: ConnectorCellsProps) {
  const t = useTranslations('connectors');
  const styles = useStyles();
  const { kind, lastRun, nextRunAt } = connector;
  const cells: Readonly<Record<ConnectorColumn, ReactNode>> = {
    kind: findConnectorKind(kind)?.listLabel ?? kind,
    status: <SourceStatusText connector={connector} />,
    'last-import': lastRun === null ? t('never') : <LastImport run={lastRun} />,
    items: lastRun !== null && <ItemCounts counters={lastRun.counters} />,
    'next-import': nextRunAt === null ? t('notScheduled') : <LocalTime value={nextRunAt} />,
  };
  return columns.map((column) => (
    <TableCell key={column} className={styles.cell}>
      {cells[column]}
    </TableCell>
  ));
}

function LastImport({ run }: { readonly run: RunSummary }) {
  const styles = useStyles();
  return (
    <>
      <LocalTime value={run.finishedAt ?? run.createdAt} />
      <span className={styles.result}>
        <RunStateText state={run.state} />
      </span>
    </>
  );
}
