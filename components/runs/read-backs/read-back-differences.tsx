'use client';

import {
  Caption1,
  makeStyles,
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
import { LoadingState } from '#components/ui/loading-state.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import { useProblem } from '#components/ui/use-problem.ts';
import { readBackDifferenceListSchema } from '#lib/domain/runs/read-back.ts';
import { RUN_LIST_PAGE_SIZE } from '#lib/domain/runs/run-pages.ts';

const useStyles = makeStyles({
  cell: {
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    overflowWrap: 'anywhere',
  },
  wide: { '@media (max-width: 1023px)': { display: 'none' } },
});

type ReadBackDifferencesProps = {
  readonly runId: string;
  readonly readBackId: string;
  /** How many there are; those that are listed may be fewer. */
  readonly found: number;
};

/** What differs: ids, times and mailboxes, never what was written. */
export function ReadBackDifferences({ runId, readBackId, found }: ReadBackDifferencesProps) {
  const t = useTranslations('runs.readBack.differences');
  const styles = useStyles();
  const findProblem = useProblem();
  const [page, setPage] = useState(1);
  const { data } = useLiveQuery({
    path: `/api/runs/${runId}/read-backs/${readBackId}/differences?page=${page}`,
    schema: readBackDifferenceListSchema,
    initial: undefined,
    isChanging: () => false,
  });
  if (data === undefined) return <LoadingState lines={3} />;
  return (
    <>
      <Table aria-label={t('title')} size="small">
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{t('kind')}</TableHeaderCell>
            <TableHeaderCell>{t('mailbox')}</TableHeaderCell>
            <TableHeaderCell>{t('item')}</TableHeaderCell>
            <TableHeaderCell className={styles.wide}>{t('time')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {data.differences.map(({ number, kind, mailbox, sourceItemId, eventAt, reason }) => (
            <TableRow key={number}>
              <TableCell className={styles.cell}>
                {t(`kinds.${kind}`)}
                {reason !== null && <>. {findProblem(reason) ?? reason}</>}
              </TableCell>
              <TableCell className={styles.cell}>{mailbox}</TableCell>
              <TableCell className={styles.cell}>{sourceItemId ?? t('unknown')}</TableCell>
              <TableCell className={styles.wide}>
                {eventAt === null ? t('unknown') : <LocalTime value={eventAt} />}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {data.total < found && <Caption1>{t('more', { listed: data.total, found })}</Caption1>}
      <Pager
        label={t('pages')}
        page={page}
        pageSize={RUN_LIST_PAGE_SIZE}
        total={data.total}
        onPage={setPage}
      />
    </>
  );
}
