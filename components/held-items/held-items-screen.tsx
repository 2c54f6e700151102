'use client';

import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { ArchiveRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { HeldItemActions } from '#components/held-items/held-item-actions.tsx';
import { HeldItemFilters } from '#components/held-items/held-item-filters.tsx';
import { HeldItemsTable } from '#components/held-items/held-items-table.tsx';
import { OutOfScopeNotice } from '#components/held-items/out-of-scope-notice.tsx';
import { RunProgressBar } from '#components/runs/run-progress-bar.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { StaleNotice } from '#components/ui/stale-notice.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import { countedWords, MOST_COUNTED } from '#lib/domain/held-items/held-count.ts';
import {
  everyHeldItem,
  hasFilter,
  HELD_ITEMS_PER_PAGE,
  heldItemAddress,
  type HeldItemSearch,
} from '#lib/domain/held-items/held-item-search.ts';
import { heldItemListSchema, type HeldItemList } from '#lib/domain/held-items/held-item-view.ts';

const PATH = '/held-items';
const OUT_OF_SCOPE = 'mailbox-out-of-scope';

const useStyles = makeStyles({
  screen: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    minWidth: 0,
  },
  replays: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
});

type HeldItemsScreenProps = {
  readonly search: HeldItemSearch;
  readonly initial: HeldItemList;
  readonly mayManage: boolean;
};

/** What is held, and what somebody decides about it. What is shown is in the address. */
export function HeldItemsScreen({ search, initial, mayManage }: HeldItemsScreenProps) {
  const t = useTranslations('held');
  const styles = useStyles();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const {
    data = initial,
    error,
    refetch,
  } = useLiveQuery({
    path: `/api/held-items${heldItemAddress(search)}`,
    schema: heldItemListSchema,
    initial,
    isChanging: ({ replays }) => replays.length > 0,
  });
  // What is gone meanwhile cannot be chosen any more.
  const selected = data.items.filter(
    ({ id, isBeingReplayed }) => chosen.has(id) && !isBeingReplayed,
  );
  const show = (change: Partial<HeldItemSearch>) => {
    navigate(PATH + heldItemAddress({ ...search, page: 1, ...change }), { scroll: false });
  };

  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className={styles.screen}>
        <StaleNotice error={error} onRetry={() => void refetch()} />
        <OutOfScopeNotice
          reasons={data.reasons}
          address={
            search.reason === OUT_OF_SCOPE
              ? null
              : PATH + heldItemAddress({ ...everyHeldItem, reason: OUT_OF_SCOPE })
          }
        />
        <HeldItemFilters
          key={`${search.person} ${search.text}`}
          search={search}
          list={data}
          onChange={show}
        />
        <HeldItemActions
          search={search}
          total={data.total}
          selectedIds={selected.map(({ id }) => id)}
          mayManage={mayManage}
          onDone={() => {
            setChosen(new Set());
          }}
        />
        {data.replays.length > 0 && (
          <ul aria-label={t('replays')} className={styles.replays}>
            {data.replays.map(({ connectorName, progress }) => (
              <li key={progress.runId}>
                <RunProgressBar progress={progress} name={connectorName} />
                <TextLink href={`/runs/${progress.runId}`}>{t('open')}</TextLink>
              </li>
            ))}
          </ul>
        )}
        {data.total === 0 ? (
          <NothingHeld
            isFiltered={hasFilter(search)}
            onClear={() => {
              show(everyHeldItem);
            }}
          />
        ) : (
          <>
            <Caption1 role="status">{t('count', countedWords(data.total))}</Caption1>
            <HeldItemsTable
              items={data.items}
              selected={new Set(selected.map(({ id }) => id))}
              mayManage={mayManage}
              onSelect={setChosen}
              addressOf={(person) => PATH + heldItemAddress({ ...everyHeldItem, person })}
            />
          </>
        )}
        <Pager
          label={t('pages')}
          page={search.page}
          pageSize={HELD_ITEMS_PER_PAGE}
          total={data.total}
          mostCounted={MOST_COUNTED}
          onPage={(page) => {
            show({ page });
          }}
        />
      </div>
    </>
  );
}

type NothingHeldProps = { readonly isFiltered: boolean; readonly onClear: () => void };

function NothingHeld({ isFiltered, onClear }: NothingHeldProps) {
  const t = useTranslations('held');
  if (!isFiltered) {
    return (
      <EmptyState title={t('empty.title')} icon={<ArchiveRegular />}>
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
