'use client';

import {
  Body1,
  Dropdown,
  Field,
  makeStyles,
  Option,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LocalTime } from '#components/ui/local-time.tsx';
import { PausedSearch } from '#components/ui/paused-search.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import { formatMobileNumber } from '#lib/domain/mobile-number.ts';
import { HOLD_REASONS } from '#lib/domain/runs/delivery-state.ts';
import { RUN_LIST_PAGE_SIZE } from '#lib/domain/runs/run-pages.ts';
import { runExceptionListSchema, type RunExceptionList } from '#lib/domain/runs/run-view.ts';

const useStyles = makeStyles({
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalL,
    paddingTop: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalM,
  },
  filter: { flexGrow: 1, maxWidth: '360px', minWidth: 0 },
  cell: {
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    overflowWrap: 'anywhere',
  },
  item: { width: '28%' },
  dropdown: { minWidth: 0 },
  wide: { '@media (max-width: 1023px)': { display: 'none' } },
});

const ALL = 'all';

type HeldDeliveriesProps = {
  readonly runId: string;
  /** The first page of all reasons. */
  readonly initial: RunExceptionList;
  readonly isActive: boolean;
};

/** Held and failed deliveries of an import: ids, times and reasons, never what was written. */
export function HeldDeliveries({ runId, initial, isActive }: HeldDeliveriesProps) {
  const t = useTranslations('runs.exceptions');
  const styles = useStyles();
  const reasonWords = useReasonWords();
  const [{ reason, text, page }, setShown] = useState({ reason: ALL, text: '', page: 1 });
  const filter = new URLSearchParams({
    page: String(page),
    ...(reason === ALL ? {} : { reason }),
    ...(text === '' ? {} : { text }),
  });
  const { data = initial } = useLiveQuery({
    path: `/api/runs/${runId}/exceptions?${filter.toString()}`,
    schema: runExceptionListSchema,
    initial: reason === ALL && text === '' && page === 1 ? initial : undefined,
    isChanging: () => false,
  });
  const reasons = data.reasons.flatMap((group) =>
    group.reason === null ? [] : [{ reason: group.reason, count: group.count }],
  );
  const labelOf = (group: { readonly reason: string; readonly count: number }) =>
    t('reasonCount', { reason: reasonWords(group.reason), count: group.count });
  const chosen = reasons.find((group) => group.reason === reason);

  if (initial.total === 0) return <Body1>{isActive ? t('noneYet') : t('none')}</Body1>;
  return (
    <>
      <div className={styles.filters}>
        <Field label={t('search')} className={styles.filter}>
          <PausedSearch
            initial=""
            onSearch={(words) => {
              setShown({ reason, text: words, page: 1 });
            }}
          />
        </Field>
        <Field label={t('filter')} className={styles.filter}>
          <Dropdown
            className={styles.dropdown}
            value={chosen === undefined ? t('all') : labelOf(chosen)}
            selectedOptions={[reason]}
            onOptionSelect={(_event, { optionValue = ALL }) => {
              setShown({ reason: optionValue, text, page: 1 });
            }}
          >
            <Option value={ALL}>{t('all')}</Option>
            {reasons.map((group) => (
              <Option key={group.reason} value={group.reason}>
                {labelOf(group)}
              </Option>
            ))}
          </Dropdown>
        </Field>
      </div>
      {data.total === 0 && <Body1>{t('noMatch')}</Body1>}
      <Table aria-label={t('title')}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell className={styles.item}>{t('item')}</TableHeaderCell>
            <TableHeaderCell className={styles.wide}>{t('time')}</TableHeaderCell>
            <TableHeaderCell>{t('who')}</TableHeaderCell>
            <TableHeaderCell className={styles.wide}>{t('mailbox')}</TableHeaderCell>
            <TableHeaderCell>{t('reason')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {data.exceptions.map((exception) => (
            <TableRow key={exception.deliveryId}>
              <TableCell className={styles.cell}>{exception.sourceItemId}</TableCell>
              <TableCell className={styles.wide}>
                {exception.eventAt === null ? t('noTime') : <LocalTime value={exception.eventAt} />}
              </TableCell>
              <TableCell className={styles.cell}>
                {exception.unmatched
                  .map(({ mobileNumber, emailAddress }) =>
                    mobileNumber === null ? (emailAddress ?? '') : formatMobileNumber(mobileNumber),
                  )
                  .join(', ')}
              </TableCell>
              <TableCell className={styles.wide}>{exception.mailbox ?? t('nobody')}</TableCell>
              <TableCell className={styles.cell}>{reasonWords(exception.reason)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Pager
        label={t('pages')}
        page={page}
        pageSize={RUN_LIST_PAGE_SIZE}
        total={data.total}
        onPage={(next) => {
          setShown({ reason, text, page: next });
        }}
      />
    </>
  );
}

function useReasonWords(): (reason: string | null) => string {
  const t = useTranslations('runs.exceptions');
  return (reason) => {
    const known = HOLD_REASONS.find((name) => name === reason);
    return known === undefined ? (reason ?? t('unknownReason')) : t(`reasons.${known}`);
  };
}
