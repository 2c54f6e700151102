'use client';

import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, PlugConnectedRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { BulkActions } from '#components/data-connectors/connectors/bulk-actions.tsx';
import { ColumnMenu } from '#components/data-connectors/connectors/column-menu.tsx';
import { ConnectorCards } from '#components/data-connectors/connectors/connector-cards.tsx';
import { ConnectorFilters } from '#components/data-connectors/connectors/connector-filters.tsx';
import { ConnectorFlyOut } from '#components/data-connectors/connectors/connector-fly-out.tsx';
import { ConnectorsTable } from '#components/data-connectors/connectors/connectors-table.tsx';
import type { ConnectorSelection } from '#components/data-connectors/connectors/select-connector.tsx';
import { useConnectorList } from '#components/data-connectors/connectors/use-connector-list.ts';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { StaleNotice } from '#components/ui/stale-notice.tsx';
import { ON_NARROW, ON_WIDE, useIsWide } from '#components/ui/use-is-wide.ts';
import {
  connectorListAddress,
  CONNECTORS_PER_PAGE,
  everyConnector,
  hasConnectorFilter,
  type ConnectorListSearch,
} from '#lib/domain/connectors/connector-list-search.ts';
import type { ConnectorColumn } from '#lib/domain/connectors/connector-columns.ts';
import type { ConnectorDetails, ConnectorList } from '#lib/domain/connectors/connector-view.ts';

const PATH = '/data-connectors/connectors';
const DELETED = `${PATH}/deleted`;

const useStyles = makeStyles({
  commands: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalL,
  },
  count: { color: tokens.colorNeutralForeground3, marginInlineStart: 'auto' },
  wide: { [ON_NARROW]: { display: 'none' } },
  narrow: { [ON_WIDE]: { display: 'none' } },
});

type ConnectorsTabProps = {
  readonly search: ConnectorListSearch;
  readonly initial: ConnectorList;
  /** Those that the person has chosen to see. */
  readonly columns: readonly ConnectorColumn[];
  /** The connector whose fly-out is open; `details` are null when there is no such connector. */
  readonly open: { readonly id: string; readonly details: ConnectorDetails | null } | undefined;
  readonly mayWrite: boolean;
  readonly mayDownload: boolean;
};

/** The configured connectors, kept live. What is shown is in the address. */
export function ConnectorsTab(props: ConnectorsTabProps) {
  const { search, initial, open, mayWrite, mayDownload } = props;
  const t = useTranslations('connectors');
  const styles = useStyles();
  const isWide = useIsWide();
  const navigate = useNavigate();
  // Filters anew for each time, empty again.
  const [timesCleared, setTimesCleared] = useState(0);
  const [columns, setColumns] = useState(props.columns);
  const [selection, setSelection] = useState<ConnectorSelection>(new Map());
  const { connectors, total, error, refetch } = useConnectorList(search, initial);
  const selecting = mayWrite ? { selection, onSelect: setSelection } : undefined;

  const show = (change: Partial<ConnectorListSearch>, replace = false) => {
    const address = connectorListAddress({ ...search, page: 1, ...change });
    navigate(PATH + address, { scroll: false, replace });
  };
  const addressOf = (connector: string) => PATH + connectorListAddress(search, { connector });

  if (total === 0 && !hasConnectorFilter(search)) return <NoConnectors mayWrite={mayWrite} />;
  return (
    <>
      <div role="search" aria-label={t('searchLabel')} className={styles.commands}>
        <ConnectorFilters
          key={timesCleared}
          filter={timesCleared === 0 ? search : { ...search, name: '' }}
          onChange={show}
        />
        {mayWrite && (
          <ButtonLink href="/data-connectors" icon={<AddRegular />}>
            {t('add')}
          </ButtonLink>
        )}
        <ColumnMenu className={styles.wide} columns={columns} onChange={setColumns} />
        <Caption1 className={styles.count} role="status">
          {t('count', { count: total })}
        </Caption1>
        <TextLink href={DELETED}>{t('deletedList.link')}</TextLink>
      </div>
      <StaleNotice error={error} onRetry={() => void refetch()} />
      {mayWrite && (
        <BulkActions
          selection={selection}
          onClear={() => {
            setSelection(new Map());
          }}
        />
      )}
      {total === 0 ? (
        <EmptyState
          title={t('noMatch.title')}
          actions={
            <Button
              onClick={() => {
                setTimesCleared(timesCleared + 1);
                show(everyConnector);
              }}
            >
              {t('noMatch.clear')}
            </Button>
          }
        >
          {search.name === '' ? t('noMatch.filters') : t('noMatch.text', { name: search.name })}
        </EmptyState>
      ) : (
        <>
          {isWide !== false && (
            <ConnectorsTable
              className={styles.wide}
              connectors={connectors}
              columns={columns}
              selecting={selecting}
              search={search}
              addressOf={addressOf}
              onSort={(sort) => {
                const isReversed = sort === search.sort && search.direction === 'ascending';
                show({ sort, direction: isReversed ? 'descending' : 'ascending' });
              }}
            />
          )}
          {isWide !== true && (
            <ConnectorCards
              className={styles.narrow}
              connectors={connectors}
              selecting={selecting}
              addressOf={addressOf}
            />
          )}
        </>
      )}
      <Pager
        label={t('pages')}
        page={search.page}
        pageSize={CONNECTORS_PER_PAGE}
        total={total}
        onPage={(page) => {
          show({ page });
        }}
      />
      {open !== undefined && (
        <ConnectorFlyOut
          key={open.id}
          connectorId={open.id}
          initial={open.details}
          mayWrite={mayWrite}
          mayDownload={mayDownload}
          onClose={() => {
            show({ page: search.page });
          }}
        />
      )}
    </>
  );
}

function NoConnectors({ mayWrite }: { readonly mayWrite: boolean }) {
  const t = useTranslations('connectors');
  return (
    <EmptyState
      title={t('empty.title')}
      icon={<PlugConnectedRegular />}
      actions={
        <>
          <ButtonLink href="/data-connectors" appearance={mayWrite ? 'primary' : 'secondary'}>
            {t('empty.action')}
          </ButtonLink>
          <ButtonLink href={DELETED}>{t('deletedList.link')}</ButtonLink>
        </>
      }
    >
      {t('empty.text')}
    </EmptyState>
  );
}
