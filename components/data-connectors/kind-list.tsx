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
import { KindIcon } from '#components/data-connectors/kind-icon.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { ON_NARROW, ON_WIDE } from '#components/ui/use-is-wide.ts';
import type { CatalogEntry } from '#lib/connectors/catalog.ts';

const useStyles = makeStyles({
  header: { fontWeight: tokens.fontWeightSemibold },
  name: { width: '34%', [ON_NARROW]: { width: 'auto' } },
  cell: { paddingTop: tokens.spacingVerticalS, paddingBottom: tokens.spacingVerticalS },
  wide: { [ON_NARROW]: { display: 'none' } },
  narrow: { [ON_WIDE]: { display: 'none' } },
  kind: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  words: { display: 'grid' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** The catalog as a list: to compare kinds, and to find one by its name. */
export function KindList({ kinds }: { readonly kinds: readonly CatalogEntry[] }) {
  const t = useTranslations('overview');
  const catalog = useTranslations('catalog');
  const styles = useStyles();

  return (
    <Table aria-label={t('list.label')}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell className={styles.name}>
            <span className={styles.header}>{t('list.name')}</span>
          </TableHeaderCell>
          {(['content', 'availability'] as const).map((column) => (
            <TableHeaderCell key={column} className={styles.wide}>
              <span className={styles.header}>{t(`tile.${column}`)}</span>
            </TableHeaderCell>
          ))}
          <TableHeaderCell className={styles.wide}>
            <span className={styles.header}>{t('product.copyMode')}</span>
          </TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {kinds.map((kind) => {
          const content = kind.contentTypes.map((type) => catalog(`content.${type}`)).join(', ');
          return (
            <TableRow key={kind.id}>
              <TableCell className={styles.cell}>
                <span className={styles.kind}>
                  <KindIcon icon={kind.icon} size={32} />
                  <span className={styles.words}>
                    <TextLink href={`/data-connectors/${kind.id}`}>{kind.listLabel}</TextLink>
                    <Caption1 className={styles.quiet}>
                      {t('tile.by', { vendor: kind.vendor })}
                    </Caption1>
                    <Caption1 className={styles.narrow}>{content}</Caption1>
                  </span>
                </span>
              </TableCell>
              <TableCell className={mergeClasses(styles.cell, styles.wide)}>{content}</TableCell>
              <TableCell className={mergeClasses(styles.cell, styles.wide)}>
                {kind.availability.map((cloud) => catalog(`availability.${cloud}`)).join(', ')}
              </TableCell>
              <TableCell className={mergeClasses(styles.cell, styles.wide)}>
                {catalog(`copyMode.${kind.copyMode}`)}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
