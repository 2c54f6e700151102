'use client';

import {
  Caption1,
  Checkbox,
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
import { useByteSize } from '#components/runs/use-byte-size.ts';
import { LocalTime } from '#components/ui/local-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { HeldItem } from '#lib/domain/held-items/held-item-view.ts';
import { formatMobileNumber } from '#lib/domain/mobile-number.ts';

const useStyles = makeStyles({
  select: { width: '44px' },
  cell: {
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    overflowWrap: 'anywhere',
  },
  lines: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXXS,
    // Each link is 24 pixels high (WCAG 2.5.8).
    '& > a': { paddingTop: '2px', paddingBottom: '2px' },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  wide: { '@media (max-width: 1023px)': { display: 'none' } },
  narrow: { '@media (min-width: 1024px)': { display: 'none' } },
  time: { width: '170px' },
  reason: { width: '170px', '@media (max-width: 1023px)': { width: '40%' } },
  // As wide as TeleMessage's names of packages are.
  package: { width: '27%' },
  size: { width: '80px' },
});

type HeldItemsTableProps = {
  readonly items: readonly HeldItem[];
  readonly selected: ReadonlySet<string>;
  readonly mayManage: boolean;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  /** The list of everything that is held of a person. */
  readonly addressOf: (person: string) => string;
};

/** What is known of each item: who, when, from where, why; never what was written. */
export function HeldItemsTable(props: HeldItemsTableProps) {
  const { items, selected, mayManage, onSelect, addressOf } = props;
  const t = useTranslations('held');
  const styles = useStyles();
  const free = items.filter(({ isBeingReplayed }) => !isBeingReplayed);
  const isAll = free.length > 0 && free.every(({ id }) => selected.has(id));
  const toggle = (id: string, isSelected: boolean) => {
    onSelect(new Set([...selected].filter((other) => other !== id).concat(isSelected ? id : [])));
  };

  return (
    <Table aria-label={t('title')}>
      <TableHeader>
        <TableRow>
          {mayManage && (
            <TableHeaderCell className={styles.select}>
              <Checkbox
                aria-label={t('selectPage')}
                checked={isAll ? true : selected.size > 0 ? 'mixed' : false}
                onChange={(_event, { checked }) => {
                  onSelect(new Set(checked === true ? free.map(({ id }) => id) : []));
                }}
              />
            </TableHeaderCell>
          )}
          <TableHeaderCell>{t('columns.who')}</TableHeaderCell>
          <TableHeaderCell className={styles.reason}>{t('columns.reason')}</TableHeaderCell>
          <TableHeaderCell className={mergeClasses(styles.time, styles.wide)}>
            {t('columns.time')}
          </TableHeaderCell>
          <TableHeaderCell className={styles.wide}>{t('columns.connector')}</TableHeaderCell>
          <TableHeaderCell className={mergeClasses(styles.package, styles.wide)}>
            {t('columns.package')}
          </TableHeaderCell>
          <TableHeaderCell className={mergeClasses(styles.size, styles.wide)}>
            {t('columns.size')}
          </TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {items.map((item) => (
          <TableRow key={item.id}>
            {mayManage && (
              <TableCell className={styles.select}>
                <Checkbox
                  aria-label={t('select', { item: item.sourceItemId })}
                  disabled={item.isBeingReplayed}
                  checked={selected.has(item.id)}
                  onChange={(_event, { checked }) => {
                    toggle(item.id, checked === true);
                  }}
                />
              </TableCell>
            )}
            <HeldItemCells item={item} addressOf={addressOf} />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

type HeldItemCellsProps = Pick<HeldItemsTableProps, 'addressOf'> & { readonly item: HeldItem };

function HeldItemCells({ item, addressOf }: HeldItemCellsProps) {
  const t = useTranslations('held');
  const byteSize = useByteSize();
  const styles = useStyles();
  const time = item.eventAt === null ? t('noTime') : <LocalTime value={item.eventAt} />;
  return (
    <>
      <TableCell className={styles.cell}>
        <div className={styles.lines}>
          <People item={item} addressOf={addressOf} />
          <Caption1 className={styles.narrow}>{time}</Caption1>
        </div>
      </TableCell>
      <TableCell className={styles.cell}>
        <div className={styles.lines}>
          {item.reasons.map((reason) => (
            <span key={reason}>{t(`reasons.${reason}`)}</span>
          ))}
          {item.isBeingReplayed && <Caption1>{t('replaying')}</Caption1>}
        </div>
      </TableCell>
      <TableCell className={styles.wide}>{time}</TableCell>
      <TableCell className={mergeClasses(styles.cell, styles.wide)}>
        <TextLink href={`/data-connectors/connectors?connector=${item.connector.id}`}>
          {item.connector.name}
        </TextLink>
      </TableCell>
      <TableCell className={mergeClasses(styles.cell, styles.wide)}>
        <div className={styles.lines}>
          <Caption1>{item.packageName}</Caption1>
          <Caption1 className={styles.quiet}>{item.entryName}</Caption1>
        </div>
      </TableCell>
      <TableCell className={styles.wide}>{byteSize(item.sizeBytes)}</TableCell>
    </>
  );
}

/** Who it is held for: people without a mailbox, or mailboxes that did not get it. */
function People({ item, addressOf }: HeldItemCellsProps) {
  const t = useTranslations('held');
  const people = [
    ...item.mailboxes.map((mailbox) => [mailbox, mailbox] as const),
    ...item.unmatched.flatMap(({ mobileNumber, emailAddress }) => {
      if (mobileNumber !== null) return [[mobileNumber, formatMobileNumber(mobileNumber)] as const];
      return emailAddress === null ? [] : [[emailAddress, emailAddress] as const];
    }),
  ];
  if (people.length === 0) return <span>{t('nobody')}</span>;
  return [...new Map(people)].map(([person, words]) => (
    <TextLink key={person} href={addressOf(person)}>
      {words}
    </TextLink>
  ));
}
