'use client';

import { useTranslations } from 'next-intl';
import { RunListTable } from '#components/runs/run-list.tsx';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { StaleNotice } from '#components/ui/stale-notice.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import { RUN_LIST_PAGE_SIZE } from '#lib/domain/runs/run-pages.ts';
import { runListSchema, type RunList } from '#lib/domain/runs/run-view.ts';

type ConnectorRunsScreenProps = { readonly initial: RunList; readonly page: number };

/** Every import of a connector. The page is in the address. */
export function ConnectorRunsScreen({ initial, page }: ConnectorRunsScreenProps) {
  const t = useTranslations('runs.list');
  const crumbs = useTranslations('connectors');
  const navigate = useNavigate();
  const { connector } = initial;
  const {
    data = initial,
    error,
    refetch,
  } = useLiveQuery({
    path: `/api/connectors/${connector.id}/runs?page=${page}`,
    schema: runListSchema,
    initial,
    isChanging: ({ runs }) => runs.some(({ progress }) => progress !== null),
  });

  return (
    <>
      <PageHeader
        title={t('titleOf', { name: connector.name })}
        crumbs={[
          { label: crumbs('title'), href: '/data-connectors/connectors' },
          { label: connector.name, href: `/data-connectors/connectors?connector=${connector.id}` },
        ]}
      />
      <StaleNotice error={error} onRetry={() => void refetch()} />
      <RunListTable runs={data.runs} />
      <Pager
        label={t('pages')}
        page={page}
        pageSize={RUN_LIST_PAGE_SIZE}
        total={data.total}
        onPage={(next) => {
          navigate(`/data-connectors/connectors/${connector.id}/runs?page=${next}`);
        }}
      />
    </>
  );
}
