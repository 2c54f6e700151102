'use client';

import {
  Body1,
  Caption1,
  Link,
  makeStyles,
  Spinner,
  Subtitle2,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ErrorState } from '#components/ui/error-state.tsx';
import { fetchQuery, QueryRefusal } from '#components/ui/fetch-query.ts';
import { useLimitText } from '#components/wizard/mapping/use-limit-text.ts';
import {
  mappingComparisonSchema,
  type MappingComparisonView,
} from '#lib/domain/mapping-file/mapping-version-view.ts';
import { formatMobileNumber } from '#lib/domain/mobile-number.ts';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalS, minWidth: 0 },
  list: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
  },
  scroll: { overflowX: 'auto', maxHeight: '360px' },
  table: { minWidth: '560px' },
  kind: { width: '88px' },
  number: { width: '152px' },
  cell: { overflowWrap: 'anywhere', verticalAlign: 'top' },
  row: { display: 'block' },
  more: { color: tokens.colorNeutralForeground2 },
  link: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    justifySelf: 'start',
  },
});

type MappingComparisonProps = {
  readonly from: string;
  /** Null: no file. */
  readonly to: string | null;
};

/** What the second of two versions changes, and what that means. */
export function MappingComparison({ from, to }: MappingComparisonProps) {
  const t = useTranslations('wizard.mapping.changes');
  const styles = useStyles();
  const query = new URLSearchParams({ from, ...(to !== null && { to }) }).toString();
  const { data, error, refetch } = useQuery({
    queryKey: ['mapping-comparison', from, to],
    queryFn: ({ signal }) =>
      fetchQuery(`/api/mapping-versions/comparison?${query}`, mappingComparisonSchema, signal),
    // Versions never change.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <section className={styles.section}>
      <Subtitle2 as="h3">{t('title')}</Subtitle2>
      <div role="status">
        {data === undefined && error === null && (
          <Spinner size="tiny" label={t('loading')} style={{ justifyContent: 'start' }} />
        )}
        {data !== undefined && <Counts comparison={data} />}
      </div>
      {error !== null && (
        <ErrorState
          {...(error instanceof QueryRefusal && { message: error.message })}
          onRetry={() => void refetch()}
        />
      )}
      {data !== undefined && data.shown.length > 0 && (
        <>
          <Consequences comparison={data} />
          <Changes comparison={data} />
          <Link
            href={`/api/mapping-versions/comparison/file?${query}`}
            download
            className={styles.link}
          >
            <ArrowDownloadRegular aria-hidden />
            {t('download')}
          </Link>
        </>
      )}
    </section>
  );
}

type PartProps = { readonly comparison: MappingComparisonView };

function Counts({ comparison: { counts, shown } }: PartProps) {
  const t = useTranslations('wizard.mapping.changes');
  return <Body1>{shown.length === 0 ? t('none') : t('counts', counts)}</Body1>;
}

function Consequences({ comparison: { counts, heldItems } }: PartProps) {
  const t = useTranslations('wizard.mapping.changes');
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {counts.added > 0 && <li>{t('meansAdded')}</li>}
      {counts.changed > 0 && <li>{t('meansChanged')}</li>}
      {counts.removed > 0 && <li>{t('meansRemoved')}</li>}
      {heldItems > 0 && <li>{t('held', { count: heldItems })}</li>}
    </ul>
  );
}

function Changes({ comparison: { counts, shown } }: PartProps) {
  const t = useTranslations('wizard.mapping.changes');
  const styles = useStyles();
  const count = counts.added + counts.changed + counts.removed;
  return (
    <>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('title')}>
        <Table size="small" aria-label={t('title')} className={styles.table}>
          <TableHeader>
            <TableRow>
              <TableHeaderCell className={styles.kind}>{t('columns.kind')}</TableHeaderCell>
              <TableHeaderCell className={styles.number}>{t('columns.number')}</TableHeaderCell>
              <TableHeaderCell>{t('columns.before')}</TableHeaderCell>
              <TableHeaderCell>{t('columns.after')}</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {shown.map(({ kind, mobileNumber, before, after }) => (
              <TableRow key={mobileNumber}>
                <TableCell className={styles.cell}>{t(`kinds.${kind}`)}</TableCell>
                <TableCell className={styles.cell}>{formatMobileNumber(mobileNumber)}</TableCell>
                <TableCell className={styles.cell}>
                  <Holders rows={before} />
                </TableCell>
                <TableCell className={styles.cell}>
                  <Holders rows={after} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      {count > shown.length && (
        <Caption1 className={styles.more}>{t('shown', { shown: shown.length, count })}</Caption1>
      )}
    </>
  );
}

function Holders({ rows }: { readonly rows: MappingComparisonView['shown'][number]['before'] }) {
  const t = useTranslations('wizard.mapping.changes');
  const styles = useStyles();
  const limitText = useLimitText();
  if (rows.length === 0) return t('nobody');
  const text = (limit: string | null) => limitText(limit === null ? null : new Date(limit));
  return rows.map(({ mailbox, holdsFrom, holdsUntil }) => (
    <span key={`${mailbox} ${holdsFrom} ${holdsUntil}`} className={styles.row}>
      {holdsFrom === null && holdsUntil === null
        ? mailbox
        : t('period', {
            mailbox,
            from: text(holdsFrom) ?? t('open'),
            until: text(holdsUntil) ?? t('open'),
          })}
    </span>
  ));
}
