'use client';

import { Button, Caption1, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { AlertRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { AlertFilters } from '#components/alerts/alert-filters.tsx';
import { AlertFlyOut } from '#components/alerts/alert-fly-out.tsx';
import { AlertTable } from '#components/alerts/alert-table.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { StaleNotice } from '#components/ui/stale-notice.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import {
  ALERT_FILTER_STATES,
  alertAddress,
  ALERTS_PER_PAGE,
  hasAlertFilter,
  type AlertSearch,
} from '#lib/domain/alerts/alert-search.ts';
import {
  alertPageSchema,
  type AlertDetails,
  type AlertPage,
} from '#lib/domain/alerts/alert-view.ts';

const PATH = '/alerts';

const useStyles = makeStyles({
  screen: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    minWidth: 0,
  },
});

type AlertsScreenProps = {
  readonly search: AlertSearch;
  readonly initial: AlertPage;
  /** The one over the list; null when there is no such alert. */
  readonly chosen: AlertDetails | null;
  readonly mayManage: boolean;
};

/** What is wrong now, and what was. What is shown is in the address. */
export function AlertsScreen({ search, initial, chosen, mayManage }: AlertsScreenProps) {
  const t = useTranslations('alerts');
  const styles = useStyles();
  const navigate = useNavigate();
  const {
    data = initial,
    error,
    refetch,
  } = useLiveQuery({
    path: `/api/alerts${alertAddress({ ...search, alert: '' })}`,
    schema: alertPageSchema,
    initial,
    isChanging: () => false,
  });
  const addressOf = (change: Partial<AlertSearch>) => PATH + alertAddress({ ...search, ...change });
  const show = (change: Partial<AlertSearch>) => {
    navigate(addressOf({ page: 1, alert: '', ...change }), { scroll: false });
  };

  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={<ButtonLink href="/settings/alerts">{t('settingsLink')}</ButtonLink>}
      />
      <div className={styles.screen}>
        <StaleNotice error={error} onRetry={() => void refetch()} />
        <TabList
          aria-label={t('filters.state')}
          selectedValue={search.state}
          onTabSelect={(_event, { value }) => {
            show({ state: ALERT_FILTER_STATES.find((state) => state === value) ?? 'open' });
          }}
        >
          {ALERT_FILTER_STATES.map((state) => (
            <Tab key={state} value={state}>
              {t(`filters.${state}`)}
            </Tab>
          ))}
        </TabList>
        <AlertFilters search={search} connectors={data.connectors} onChange={show} />
        {data.total === 0 ? (
          <NoAlert search={search} onClear={show} />
        ) : (
          <>
            <Caption1 role="status">{t('count', { count: data.total })}</Caption1>
            <AlertTable alerts={data.alerts} addressOf={(alert) => addressOf({ alert })} />
          </>
        )}
        <Pager
          label={t('pages')}
          page={search.page}
          pageSize={ALERTS_PER_PAGE}
          total={data.total}
          onPage={(page) => {
            show({ page });
          }}
        />
      </div>
      {search.alert !== '' && (
        <AlertFlyOut
          key={search.alert}
          alertId={search.alert}
          initial={chosen}
          mayManage={mayManage}
          onClose={() => {
            navigate(addressOf({ alert: '' }), { scroll: false });
          }}
        />
      )}
    </>
  );
}

type NoAlertProps = {
  readonly search: AlertSearch;
  readonly onClear: (change: Partial<AlertSearch>) => void;
};

function NoAlert({ search, onClear }: NoAlertProps) {
  const t = useTranslations('alerts');
  if (search.state === 'open' && !hasAlertFilter(search)) {
    return (
      <EmptyState title={t('empty.title')} icon={<AlertRegular />}>
        {t('empty.text')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('noMatch.title')}
      actions={
        hasAlertFilter(search) && (
          <Button
            onClick={() => {
              onClear({ rule: '', severity: '', connector: '' });
            }}
          >
            {t('filters.clear')}
          </Button>
        )
      }
    >
      {t('noMatch.text')}
    </EmptyState>
  );
}
