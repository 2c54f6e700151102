'use client';

import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, PlugConnectedRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConnectorCards } from '#components/data-connectors/connectors/connector-cards.tsx';
import { ConnectorFlyOut } from '#components/data-connectors/connectors/connector-fly-out.tsx';
import { ConnectorSearch } from '#components/data-connectors/connectors/connector-search.tsx';
import { ConnectorsTable } from '#components/data-connectors/connectors/connectors-table.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { StaleNotice } from '#components/ui/stale-notice.tsx';
import { ON_NARROW, ON_WIDE, useIsWide } from '#components/ui/use-is-wide.ts';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import {
  connectorListAddress,
  CONNECTORS_PER_PAGE,
  type ConnectorListSearch,
} from '#lib/domain/connectors/connector-list-search.ts';
import {
  connectorListSchema,
  type ConnectorDetails,
  type ConnectorList,
} from '#lib/domain/connectors/connector-view.ts';

const PATH = '/data-connectors/connectors';

const useStyles = makeStyles({
  commands: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalL,
  },
  search: { flexGrow: 1, minWidth: '200px', maxWidth: '360px' },
  count: { color: tokens.colorNeutralForeground3, marginInlineStart: 'auto' },
  wide: { [ON_NARROW]: { display: 'none' } },
  narrow: { [ON_WIDE]: { display: 'none' } },
});

type ConnectorsTabProps = {
  readonly search: ConnectorListSearch;
  readonly initial: ConnectorList;
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
  // A search box anew for each time, empty again.
  const [timesCleared, setTimesCleared] = useState(0);
  const { data, error, refetch } = useLiveQuery({
    path: `/api/connectors${connectorListAddress(search)}`,
    schema: connectorListSchema,
    initial,
    isChanging: ({ connectors }) => connectors.some(({ progress }) => progress !== null),
  });
  const { connectors, total } = data ?? initial;

  const show = (change: Partial<ConnectorListSearch>, replace = false) => {
    const address = connectorListAddress({ ...search, page: 1, ...change });
    navigate(PATH + address, { scroll: false, replace });
  };
  const addressOf = (connector: string) => PATH + connectorListAddress(search, { connector });

  if (total === 0 && search.name === '') return <NoConnectors mayWrite={mayWrite} />;
  return (
    <>
      <div role="search" aria-label={t('searchLabel')} className={styles.commands}>
        <ConnectorSearch
          key={timesCleared}
          className={styles.search}
          initial={timesCleared === 0 ? search.name : ''}
          onSearch={(name) => {
            show({ name }, true);
          }}
        />
        {mayWrite && (
          <ButtonLink href="/data-connectors" icon={<AddRegular />}>
            {t('add')}
          </ButtonLink>
        )}
        <Caption1 className={styles.count} role="status">
          {t('count', { count: total })}
        </Caption1>
      </div>
      <StaleNotice error={error} onRetry={() => void refetch()} />
      {total === 0 ? (
        <EmptyState
          title={t('noMatch.title')}
          actions={
            <Button
              onClick={() => {
                setTimesCleared(timesCleared + 1);
                show({ name: '' });
              }}
            >
              {t('noMatch.clear')}
            </Button>
          }
        >
          {t('noMatch.text', { name: search.name })}
        </EmptyState>
      ) : (
        <>
          {isWide !== false && (
            <ConnectorsTable
              className={styles.wide}
              connectors={connectors}
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
  const t = useTranslations('connectors.empty');
  return (
    <EmptyState
      title={t('title')}
      icon={<PlugConnectedRegular />}
      actions={
        <ButtonLink href="/data-connectors" appearance={mayWrite ? 'primary' : 'secondary'}>
          {t('action')}
        </ButtonLink>
      }
    >
      {t('text')}
    </EmptyState>
  );
}
