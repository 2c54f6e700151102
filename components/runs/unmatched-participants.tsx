'use client';

import {
  Body1,
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
import { NumberText } from '#components/ui/number-text.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import { formatMobileNumber } from '#lib/domain/mobile-number.ts';
import { RUN_LIST_PAGE_SIZE } from '#lib/domain/runs/run-pages.ts';
import { runParticipantListSchema, type RunParticipantList } from '#lib/domain/runs/run-view.ts';

const useStyles = makeStyles({
  cell: {
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    overflowWrap: 'anywhere',
  },
  items: { width: '80px' },
  missing: { display: 'block', color: tokens.colorNeutralForeground3 },
});

type UnmatchedParticipantsProps = {
  readonly runId: string;
  /** The first page. */
  readonly initial: RunParticipantList;
};

/** People that the mapping file and the addresses lead to no mailbox for. */
export function UnmatchedParticipants({ runId, initial }: UnmatchedParticipantsProps) {
  const t = useTranslations('runs.exceptions');
  const styles = useStyles();
  const [page, setPage] = useState(1);
  const { data = initial } = useLiveQuery({
    path: `/api/runs/${runId}/participants?page=${page}`,
    schema: runParticipantListSchema,
    initial: page === 1 ? initial : undefined,
    isChanging: () => false,
  });

  if (initial.total === 0) return <Body1>{t('noParticipants')}</Body1>;
  return (
    <>
      <Table aria-label={t('tabs.participants', { count: data.total })}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{t('number')}</TableHeaderCell>
            <TableHeaderCell>{t('email')}</TableHeaderCell>
            <TableHeaderCell>{t('reason')}</TableHeaderCell>
            <TableHeaderCell className={styles.items}>{t('items')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {data.participants.map(({ mobileNumber, emailAddress, reason, missing, items }) => (
            <TableRow
              key={[mobileNumber, emailAddress, reason, ...Object.values(missing ?? {})].join(' ')}
            >
              <TableCell className={styles.cell}>
                {mobileNumber === null ? t('nobody') : formatMobileNumber(mobileNumber)}
              </TableCell>
              <TableCell className={styles.cell}>{emailAddress ?? t('nobody')}</TableCell>
              <TableCell className={styles.cell}>
                {t(`unmatched.${reason}`)}
                {missing !== null && (
                  <Caption1 className={styles.missing}>{t('missingMailbox', missing)}</Caption1>
                )}
              </TableCell>
              <TableCell className={styles.items}>
                <NumberText value={items} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
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
