'use client';

import {
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
import { useTranslations } from 'next-intl';
import { LocalTime } from '#components/ui/local-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { findAuditDetail } from '#lib/domain/audit/audit-details.ts';
import { AUDIT_ACTIONS } from '#lib/domain/audit/audit-entry.ts';
import type { AuditEntryView } from '#lib/domain/audit/audit-view.ts';

const useStyles = makeStyles({
  cell: {
    verticalAlign: 'top',
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    overflowWrap: 'anywhere',
  },
  number: { width: '72px' },
  time: { width: '180px', '@media (max-width: 767px)': { width: '34%' } },
  wide: { '@media (max-width: 767px)': { display: 'none' } },
  narrow: { '@media (min-width: 768px)': { display: 'none' } },
  lines: { display: 'grid', rowGap: tokens.spacingVerticalXXS },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Who did what, when, from where, and to what. */
export function AuditTable({ entries }: { readonly entries: readonly AuditEntryView[] }) {
  const t = useTranslations('audit');
  const styles = useStyles();
  return (
    <Table aria-label={t('title')}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell className={mergeClasses(styles.number, styles.wide)}>
            {t('columns.number')}
          </TableHeaderCell>
          <TableHeaderCell className={styles.time}>{t('columns.time')}</TableHeaderCell>
          <TableHeaderCell className={styles.wide}>{t('columns.who')}</TableHeaderCell>
          <TableHeaderCell>{t('columns.what')}</TableHeaderCell>
          <TableHeaderCell className={styles.wide}>{t('columns.connector')}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {entries.map((entry) => (
          <TableRow key={entry.number}>
            <TableCell className={mergeClasses(styles.cell, styles.wide)}>{entry.number}</TableCell>
            <TableCell className={styles.cell}>
              <LocalTime value={entry.at} precision="second" />
            </TableCell>
            <TableCell className={mergeClasses(styles.cell, styles.wide)}>
              <Who entry={entry} />
            </TableCell>
            <TableCell className={styles.cell}>
              <What entry={entry} />
              <div className={mergeClasses(styles.lines, styles.narrow)}>
                <Who entry={entry} />
                <ConnectorOf entry={entry} />
              </div>
            </TableCell>
            <TableCell className={mergeClasses(styles.cell, styles.wide)}>
              <ConnectorOf entry={entry} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

type EntryProps = { readonly entry: AuditEntryView };

function Who({ entry: { actor, fromAddress } }: EntryProps) {
  const t = useTranslations('audit');
  const styles = useStyles();
  return (
    <div className={styles.lines}>
      <span>{actor}</span>
      {fromAddress !== null && (
        <Caption1 className={styles.quiet}>{t('from', { address: fromAddress })}</Caption1>
      )}
    </div>
  );
}

function ConnectorOf({ entry: { connector } }: EntryProps) {
  const t = useTranslations('audit');
  if (connector === null) return null;
  if (connector.name === null) return t('connectorGone');
  return (
    <TextLink href={`/data-connectors/connectors?connector=${connector.id}`}>
      {connector.name}
    </TextLink>
  );
}

/** The action in words, and below what else is known of it. */
function What({ entry }: EntryProps) {
  const t = useTranslations('audit');
  const styles = useStyles();
  const action = AUDIT_ACTIONS.find((known) => known === entry.action);
  // Of a detail that an earlier version wrote, the name as it is.
  const nameOf = (name: string) => {
    const known = findAuditDetail(name);
    if (known === undefined) return name;
    const words = t(`details.${known.detail}`);
    return known.isBefore ? t('before', { name: words }) : words;
  };
  const details = Object.entries(entry.details).filter(
    ([, value]) => value !== '' && value !== null,
  );
  return (
    <div className={styles.lines}>
      <span>{action === undefined ? entry.action : t(`actions.${action}`)}</span>
      {details.map(([name, value]) => (
        <Caption1 key={name} className={styles.quiet}>
          {t('detail', { name: nameOf(name), value: String(value) })}
        </Caption1>
      ))}
      {entry.itemIds.length > 0 && (
        <Caption1 className={styles.quiet}>{t('items', { count: entry.itemIds.length })}</Caption1>
      )}
      {entry.runId !== null && <TextLink href={`/runs/${entry.runId}`}>{t('run')}</TextLink>}
    </div>
  );
}
