'use client';

import {
  Badge,
  Button,
  Caption1,
  Link,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, HistoryRegular } from '@fluentui/react-icons';
import { useFormatter, useTranslations } from 'next-intl';
import { LocalTime } from '#components/ui/local-time.tsx';
import { isRemoval } from '#lib/domain/mapping-file/is-removal.ts';
import type { MappingVersionView } from '#lib/domain/mapping-file/mapping-version-view.ts';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { minWidth: '960px' },
  cell: {
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
  },
  version: { display: 'grid', rowGap: tokens.spacingVerticalXS, justifyItems: 'start' },
  actions: { display: 'grid', rowGap: tokens.spacingVerticalXS, justifyItems: 'start' },
  link: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
});

/** Of the columns whose content has a length that is known. */
const WIDTHS: Readonly<Record<string, string>> = {
  version: '136px',
  rows: '96px',
  author: '216px',
  actions: '136px',
};

const COLUMNS = ['version', 'file', 'rows', 'changes', 'author', 'time', 'actions'] as const;

type MappingVersionTableProps = {
  /** The newest first. */
  readonly versions: readonly MappingVersionView[];
  readonly mayRead: boolean;
  readonly mayWrite: boolean;
  readonly onRestore: (version: MappingVersionView) => void;
};

export function MappingVersionTable(props: MappingVersionTableProps) {
  const { versions, mayRead, mayWrite, onRestore } = props;
  const t = useTranslations('connectors.mappingHistory');
  const styles = useStyles();
  const format = useFormatter();
  const restoreFocus = useRestoreFocusTarget();
  const label = t('columns.version');
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
      <Table aria-label={label} className={styles.table}>
        <TableHeader>
          <TableRow>
            {COLUMNS.map((column) => (
              <TableHeaderCell key={column} style={{ width: WIDTHS[column] }}>
                {t(`columns.${column}`)}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {versions.map((version, index) => (
            <TableRow key={version.id}>
              <TableCell className={styles.cell}>
                <span className={styles.version}>
                  {t('version', { number: version.number })}
                  {index === 0 && <Badge color="success">{t('current')}</Badge>}
                  {version.restoredFrom !== null && (
                    <Caption1>{t('restoredFrom', { number: version.restoredFrom })}</Caption1>
                  )}
                </span>
              </TableCell>
              <TableCell className={styles.cell}>
                {isRemoval(version) ? t('noFile') : version.fileName}
              </TableCell>
              <TableCell className={styles.cell}>{format.number(version.rowCount)}</TableCell>
              <TableCell className={styles.cell}>
                {version.changes === null ? t('first') : t('changes', version.changes)}
              </TableCell>
              <TableCell className={styles.cell}>{version.author}</TableCell>
              <TableCell className={styles.cell}>
                <LocalTime value={version.createdAt} />
              </TableCell>
              <TableCell className={styles.cell}>
                <span className={styles.actions}>
                  {mayRead && !isRemoval(version) && (
                    <Link
                      href={`/api/mapping-versions/${version.id}/file`}
                      download
                      aria-label={t('downloadLabel', { number: version.number })}
                      className={styles.link}
                    >
                      <ArrowDownloadRegular aria-hidden />
                      {t('download')}
                    </Link>
                  )}
                  {mayWrite && index > 0 && !isRemoval(version) && (
                    <Button
                      {...restoreFocus}
                      size="small"
                      icon={<HistoryRegular />}
                      aria-label={t('restoreLabel', { number: version.number })}
                      onClick={() => {
                        onRestore(version);
                      }}
                    >
                      {t('restore')}
                    </Button>
                  )}
                </span>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
