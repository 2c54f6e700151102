'use client';

import {
  Body1,
  Caption1,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import {
  ArrowRepeatAllFilled,
  CheckmarkCircleFilled,
  ClockFilled,
  DismissCircleFilled,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PageSection } from '#components/ui/page-section.tsx';
import { useByteSize } from '#components/runs/use-byte-size.ts';
import { Pager } from '#components/ui/pager.tsx';
import { StatusText } from '#components/ui/status-text.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import type { PackageRefusal } from '#lib/domain/packages/refusal.ts';
import { RUN_LIST_PAGE_SIZE } from '#lib/domain/runs/run-pages.ts';
import { runPackageListSchema, type RunPackageList } from '#lib/domain/runs/run-view.ts';

const looks = {
  found: { tone: 'neutral', icon: ClockFilled },
  staged: { tone: 'neutral', icon: ClockFilled },
  read: { tone: 'success', icon: CheckmarkCircleFilled },
  refused: { tone: 'danger', icon: DismissCircleFilled },
  duplicate: { tone: 'neutral', icon: ArrowRepeatAllFilled },
} as const;

const useStyles = makeStyles({
  name: { overflowWrap: 'anywhere' },
  cell: { paddingTop: tokens.spacingVerticalS, paddingBottom: tokens.spacingVerticalS },
  wide: { '@media (max-width: 767px)': { display: 'none' } },
  nameColumn: { width: '34%' },
  figure: { width: '14%' },
  refusals: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

type RunPackagesProps = {
  readonly runId: string;
  readonly initial: RunPackageList;
  readonly isActive: boolean;
};

/** The packages of an import and what the check of each said. */
export function RunPackages({ runId, initial, isActive }: RunPackagesProps) {
  const t = useTranslations('runs.packages');
  const styles = useStyles();
  const byteSize = useByteSize();
  const [page, setPage] = useState(1);
  const { data } = useLiveQuery({
    path: `/api/runs/${runId}/packages?page=${page}`,
    schema: runPackageListSchema,
    initial: page === 1 ? initial : undefined,
    isChanging: () => isActive,
  });
  const { packages, total } = data ?? initial;

  return (
    <PageSection title={t('title')}>
      {total === 0 ? (
        <Body1>{isActive ? t('emptyYet') : t('empty')}</Body1>
      ) : (
        <Table aria-label={t('title')}>
          <TableHeader>
            <TableRow>
              <TableHeaderCell className={styles.nameColumn}>{t('name')}</TableHeaderCell>
              <TableHeaderCell className={mergeClasses(styles.wide, styles.figure)}>
                {t('size')}
              </TableHeaderCell>
              <TableHeaderCell className={mergeClasses(styles.wide, styles.figure)}>
                {t('items')}
              </TableHeaderCell>
              <TableHeaderCell>{t('checks')}</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {packages.map(
              ({ id, name, sizeBytes, state, itemsInManifest, itemsRead, refusals, notes }) => (
                <TableRow key={id}>
                  <TableCell className={styles.cell}>
                    <span className={styles.name}>{name}</span>
                  </TableCell>
                  <TableCell className={styles.wide}>{byteSize(sizeBytes)}</TableCell>
                  <TableCell className={styles.wide}>
                    {itemsInManifest !== null &&
                      t('itemsOf', { read: itemsRead, manifest: itemsInManifest })}
                  </TableCell>
                  <TableCell className={styles.cell}>
                    <StatusText {...looks[state]}>{t(`states.${state}`)}</StatusText>
                    <Refusals refusals={refusals} />
                    {notes.map((note) => (
                      <Caption1 key={note} block>
                        {t(`notes.${note}`)}
                      </Caption1>
                    ))}
                  </TableCell>
                </TableRow>
              ),
            )}
          </TableBody>
        </Table>
      )}
      <Pager
        label={t('pages')}
        page={page}
        pageSize={RUN_LIST_PAGE_SIZE}
        total={total}
        onPage={setPage}
      />
    </PageSection>
  );
}

function Refusals({ refusals }: { readonly refusals: readonly PackageRefusal[] }) {
  const t = useTranslations('runs.packages');
  const styles = useStyles();
  if (refusals.length === 0) return null;
  return (
    <ul className={styles.refusals}>
      {refusals.map(({ code, count, examples }) => (
        <li key={code}>
          <Caption1>
            {t(`refusals.${code}`)} {examples.join(', ')}
            {count > examples.length && ` ${t('more', { count: count - examples.length })}`}
          </Caption1>
        </li>
      ))}
    </ul>
  );
}
