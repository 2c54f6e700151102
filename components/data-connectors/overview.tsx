'use client';

import {
  Button,
  Caption1,
  Dropdown,
  makeStyles,
  Option,
  SearchBox,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { filterKinds, type ContentType } from '#components/data-connectors/filter-kinds.ts';
import { KindTile } from '#components/data-connectors/kind-tile.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { listConnectorKinds, type CatalogEntry } from '#lib/connectors/catalog.ts';

const ALL = 'all';

const useStyles = makeStyles({
  commands: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalL,
  },
  search: { flexGrow: 1, minWidth: '200px', maxWidth: '360px' },
  filter: { minWidth: '180px' },
  count: { color: tokens.colorNeutralForeground3, marginInlineStart: 'auto' },
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
});

/** The catalog as tiles, with search and filter. */
export function Overview() {
  const t = useTranslations('overview');
  const catalog = useTranslations('catalog');
  const styles = useStyles();
  const [search, setSearch] = useState('');
  const [content, setContent] = useState<ContentType>();

  const kinds = listConnectorKinds();
  const contentTypes = [...new Set(kinds.flatMap((kind) => kind.contentTypes))];
  const shown = filterKinds(kinds, { search, content }, (kind: CatalogEntry) =>
    [
      catalog(`kinds.${kind.id}.summary`),
      ...kind.contentTypes.map((type) => catalog(`content.${type}`)),
    ].join(' '),
  );

  return (
    <>
      <div role="search" aria-label={t('commands')} className={styles.commands}>
        <SearchBox
          className={styles.search}
          placeholder={t('search')}
          aria-label={t('search')}
          value={search}
          onChange={(_event, { value }) => {
            setSearch(value);
          }}
        />
        <Dropdown
          className={styles.filter}
          aria-label={t('filterLabel')}
          value={content === undefined ? t('filterAll') : catalog(`content.${content}`)}
          selectedOptions={[content ?? ALL]}
          onOptionSelect={(_event, { optionValue }) => {
            setContent(contentTypes.find((type) => type === optionValue));
          }}
        >
          <Option value={ALL}>{t('filterAll')}</Option>
          {contentTypes.map((type) => (
            <Option key={type} value={type}>
              {catalog(`content.${type}`)}
            </Option>
          ))}
        </Dropdown>
        <Caption1 className={styles.count} role="status">
          {t('count', { count: shown.length })}
        </Caption1>
      </div>
      {shown.length === 0 ? (
        <EmptyState
          title={t('empty.title')}
          actions={
            <Button
              onClick={() => {
                setSearch('');
                setContent(undefined);
              }}
            >
              {t('empty.clear')}
            </Button>
          }
        >
          {t('empty.text')}
        </EmptyState>
      ) : (
        <ul className={styles.tiles}>
          {shown.map((kind) => (
            <li key={kind.id}>
              <KindTile kind={kind} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
