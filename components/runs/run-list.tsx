'use client';

import {
  Body1,
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
import { RunStateText } from '#components/runs/run-state.tsx';
import { RunTriggerText } from '#components/runs/run-trigger.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { RunSummary } from '#lib/domain/runs/run-view.ts';

const useStyles = makeStyles({
  cell: { paddingTop: tokens.spacingVerticalS, paddingBottom: tokens.spacingVerticalS },
  wide: { '@media (max-width: 767px)': { display: 'none' } },
});

type RunListTableProps = {
  readonly runs: readonly RunSummary[];
  /** For the fly-out: without who started the import. */
  readonly isCompact?: boolean;
};

/** Imports, newest first, each with a link to its page. */
export function RunListTable({ runs, isCompact = false }: RunListTableProps) {
  const t = useTranslations('runs.list');
  const styles = useStyles();
  if (runs.length === 0) return <Body1>{t('empty')}</Body1>;
  return (
    <Table aria-label={t('title')} size={isCompact ? 'small' : 'medium'}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{t('started')}</TableHeaderCell>
          <TableHeaderCell>{t('result')}</TableHeaderCell>
          <TableHeaderCell>{t('items')}</TableHeaderCell>
          {!isCompact && <TableHeaderCell className={styles.wide}>{t('by')}</TableHeaderCell>}
        </TableRow>
      </TableHeader>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id}>
            <TableCell className={styles.cell}>
              <TextLink href={`/runs/${run.id}`}>
                <LocalTime value={run.createdAt} />
              </TextLink>
            </TableCell>
            <TableCell className={styles.cell}>
              <RunStateText state={run.state} />
            </TableCell>
            <TableCell className={styles.cell}>
              {t('summary', { imported: run.counters.imported, held: run.counters.held })}
            </TableCell>
            {!isCompact && (
              <TableCell className={styles.wide}>
                <RunTriggerText run={run} />
              </TableCell>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
