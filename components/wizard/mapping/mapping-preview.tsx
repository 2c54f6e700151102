'use client';

import {
  makeStyles,
  Subtitle2,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useLimitText } from '#components/wizard/mapping/use-limit-text.ts';
import type { MappingFileRow } from '#lib/domain/mapping-file/parse-mapping-row.ts';
import { formatMobileNumber } from '#lib/domain/mobile-number.ts';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalS, minWidth: 0 },
  scroll: { overflowX: 'auto' },
  narrow: { minWidth: '320px' },
  wide: { minWidth: '640px' },
  line: { width: '56px' },
  number: { width: '136px' },
  cell: { overflowWrap: 'anywhere' },
});

/** The first rows as they will be read. Limits are shown only when a row has one. */
export function MappingPreview({ rows }: { readonly rows: readonly MappingFileRow[] }) {
  const t = useTranslations('wizard.mapping.preview');
  const styles = useStyles();
  const limitText = useLimitText();
  if (rows.length === 0) return null;
  const hasLimits = rows.some(({ holdsFrom, holdsUntil }) => holdsFrom ?? holdsUntil);

  return (
    <section className={styles.section}>
      <Subtitle2 as="h3">{t('title')}</Subtitle2>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('title')}>
        <Table
          size="small"
          aria-label={t('title')}
          className={hasLimits ? styles.wide : styles.narrow}
        >
          <TableHeader>
            <TableRow>
              <TableHeaderCell className={styles.line}>{t('row')}</TableHeaderCell>
              <TableHeaderCell className={styles.number}>{t('number')}</TableHeaderCell>
              <TableHeaderCell>{t('mailbox')}</TableHeaderCell>
              {hasLimits && <TableHeaderCell>{t('from')}</TableHeaderCell>}
              {hasLimits && <TableHeaderCell>{t('until')}</TableHeaderCell>}
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={row.line}>
                <TableCell>{row.line}</TableCell>
                <TableCell className={styles.cell}>
                  {formatMobileNumber(row.mobileNumber)}
                </TableCell>
                <TableCell className={styles.cell}>{row.mailbox}</TableCell>
                {hasLimits && <TableCell>{limitText(row.holdsFrom) ?? t('always')}</TableCell>}
                {hasLimits && <TableCell>{limitText(row.holdsUntil) ?? t('always')}</TableCell>}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </section>
  );
}
