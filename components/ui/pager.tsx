'use client';

import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';

const useStyles = makeStyles({
  pager: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    columnGap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalS,
  },
});

type PagerProps = {
  /** What is paged, read out by screen readers. */
  readonly label: string;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  /** A total above it means only that there are more. */
  readonly mostCounted?: number;
  readonly onPage: (page: number) => void;
};

/** Moves through the pages of a list; nothing when there is only one. */
export function Pager({
  label,
  page,
  pageSize,
  total,
  mostCounted = Infinity,
  onPage,
}: PagerProps) {
  const t = useTranslations('common.pager');
  const styles = useStyles();
  const counted = Math.min(total, mostCounted);
  const lastPage = Math.max(1, Math.ceil(counted / pageSize));
  if (lastPage === 1 && page === 1) return null;

  const from = (page - 1) * pageSize + 1;
  const to = Math.min(page * pageSize, counted);
  const words = { total: counted, counted: total > counted ? 'more' : 'exactly' };
  return (
    <nav aria-label={label} className={styles.pager}>
      <Caption1 role="status">
        {from > counted ? t('beyond', words) : t('range', { from, to, ...words })}
      </Caption1>
      <Button
        size="small"
        icon={<ChevronLeftRegular />}
        aria-label={t('previous')}
        disabledFocusable={page === 1}
        onClick={() => {
          onPage(Math.min(page - 1, lastPage));
        }}
      />
      <Button
        size="small"
        icon={<ChevronRightRegular />}
        aria-label={t('next')}
        disabledFocusable={page >= lastPage}
        onClick={() => {
          onPage(page + 1);
        }}
      />
    </nav>
  );
}
