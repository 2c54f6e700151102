'use client';

import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular, ClipboardTaskListLtrRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { AuditFilters } from '#components/audit-log/audit-filters.tsx';
import { AuditTable } from '#components/audit-log/audit-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { StaleNotice } from '#components/ui/stale-notice.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import {
  auditAddress,
  hasAuditFilter,
  wholeAuditLog,
  type AuditSearch,
} from '#lib/domain/audit/audit-search.ts';
import { auditPageSchema, type AuditPage } from '#lib/domain/audit/audit-view.ts';

const PATH = '/audit-log';

const useStyles = makeStyles({
  screen: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    minWidth: 0,
  },
  pager: { display: 'flex', justifyContent: 'flex-end', gap: tokens.spacingHorizontalS },
});

type AuditScreenProps = { readonly search: AuditSearch; readonly initial: AuditPage };

/** What people did, the newest first. What is shown is in the address. */
export function AuditScreen({ search, initial }: AuditScreenProps) {
  const t = useTranslations('audit');
  const styles = useStyles();
  const navigate = useNavigate();
  const {
    data = initial,
    error,
    refetch,
  } = useLiveQuery({
    path: `/api/audit-log${auditAddress(search)}`,
    schema: auditPageSchema,
    initial,
    isChanging: () => false,
  });
  const show = (change: Partial<AuditSearch>) => {
    navigate(PATH + auditAddress({ ...search, before: 0, ...change }), { scroll: false });
  };
  const oldest = data.entries.at(-1);

  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={<Exports search={search} />}
      />
      <div className={styles.screen}>
        <StaleNotice error={error} onRetry={() => void refetch()} />
        <AuditFilters
          key={search.person}
          search={search}
          connectors={data.connectors}
          onChange={show}
        />
        {data.entries.length === 0 ? (
          <NothingDone
            isFiltered={hasAuditFilter(search)}
            onClear={() => {
              show(wholeAuditLog);
            }}
          />
        ) : (
          <>
            <Caption1 role="status">
              {t('range', { first: data.entries[0]?.number ?? 0, last: oldest?.number ?? 0 })}
            </Caption1>
            <AuditTable entries={data.entries} />
          </>
        )}
        {(search.before !== 0 || data.hasMore) && (
          <nav aria-label={t('pages')} className={styles.pager}>
            <Button
              disabledFocusable={search.before === 0}
              onClick={() => {
                show({ before: 0 });
              }}
            >
              {t('newest')}
            </Button>
            <Button
              disabledFocusable={!data.hasMore}
              onClick={() => {
                show({ before: oldest?.number ?? 0 });
              }}
            >
              {t('older')}
            </Button>
          </nav>
        )}
      </div>
    </>
  );
}

function Exports({ search }: { readonly search: AuditSearch }) {
  const t = useTranslations('audit');
  const address = auditAddress({ ...search, before: 0 });
  const separator = address === '' ? '?' : '&';
  return (['csv', 'json'] as const).map((format) => (
    <Button
      key={format}
      as="a"
      icon={<ArrowDownloadRegular />}
      href={`/api/audit-log/export${address}${separator}format=${format}`}
      download
    >
      {t(`export.${format}`)}
    </Button>
  ));
}

type NothingDoneProps = { readonly isFiltered: boolean; readonly onClear: () => void };

function NothingDone({ isFiltered, onClear }: NothingDoneProps) {
  const t = useTranslations('audit');
  if (!isFiltered) {
    return (
      <EmptyState title={t('empty.title')} icon={<ClipboardTaskListLtrRegular />}>
        {t('empty.text')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('noMatch.title')}
      actions={<Button onClick={onClear}>{t('filters.clear')}</Button>}
    >
      {t('noMatch.text')}
    </EmptyState>
  );
}
