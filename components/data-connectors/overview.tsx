'use client';

import {
  Button,
  Caption1,
  makeStyles,
  SearchBox,
  tokens,
  useArrowNavigationGroup,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { filterKinds } from '#components/data-connectors/filter-kinds.ts';
import { KindFilter } from '#components/data-connectors/kind-filter.tsx';
import { KindList } from '#components/data-connectors/kind-list.tsx';
import {
  CLOUDS,
  CONTENT_TYPES,
  KIND_VIEW_COOKIE,
  kindListAddress,
  kindListSearchSchema,
  type KindListSearch,
  type KindView,
} from '#components/data-connectors/kind-list-search.ts';
import { KindTile } from '#components/data-connectors/kind-tile.tsx';
import { ViewSwitch } from '#components/data-connectors/view-switch.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { listConnectorKinds, type CatalogEntry } from '#lib/connectors/catalog.ts';

const YEAR_SECONDS = 365 * 24 * 3600;

const useStyles = makeStyles({
  commands: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalL,
  },
  search: { flexGrow: 1, minWidth: '200px', maxWidth: '360px' },
  end: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    marginInlineStart: 'auto',
  },
  count: { color: tokens.colorNeutralForeground3 },
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
});

/** @param lastView how it was shown last, for an address that does not say */
type OverviewProps = { readonly lastView: KindView };

/** The catalog as tiles or as a list, with search and filters, all of which are in the address. */
export function Overview({ lastView }: OverviewProps) {
  const t = useTranslations('overview');
  const catalog = useTranslations('catalog');
  const styles = useStyles();
  // Tab goes from tile to tile as well.
  const arrowKeys = useArrowNavigationGroup({ axis: 'grid-linear', tabbable: true });
  // Read in the browser, which knows the address on the way back from a product's page as well.
  const address = useSearchParams();
  const [chosen, setChosen] = useState(() =>
    kindListSearchSchema.parse(Object.fromEntries(address)),
  );
  const { search, content, availability, view = lastView } = chosen;

  const shown = filterKinds(listConnectorKinds(), chosen, (kind: CatalogEntry) =>
    [
      catalog(`kinds.${kind.id}.summary`),
      ...kind.contentTypes.map((type) => catalog(`content.${type}`)),
    ].join(' '),
  );
  const choose = (change: Partial<KindListSearch>) => {
    const next = { ...chosen, ...change };
    setChosen(next);
    window.history.replaceState(null, '', location.pathname + kindListAddress(next));
  };
  const show = (next: KindView) => {
    document.cookie = `${KIND_VIEW_COOKIE}=${next}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    choose({ view: next });
  };

  return (
    <>
      <div role="search" aria-label={t('commands')} className={styles.commands}>
        <SearchBox
          className={styles.search}
          placeholder={t('search')}
          aria-label={t('search')}
          value={search}
          onChange={(_event, { value }) => {
            choose({ search: value });
          }}
        />
        <KindFilter
          label={t('filters.content.label')}
          all={t('filters.content.all')}
          values={CONTENT_TYPES}
          nameOf={(type) => catalog(`content.${type}`)}
          chosen={content}
          onChoose={(value) => {
            choose({ content: value });
          }}
        />
        <KindFilter
          label={t('filters.availability.label')}
          all={t('filters.availability.all')}
          values={CLOUDS}
          nameOf={(cloud) => catalog(`availability.${cloud}`)}
          chosen={availability}
          onChoose={(value) => {
            choose({ availability: value });
          }}
        />
        <div className={styles.end}>
          <Caption1 className={styles.count} role="status">
            {t('count', { count: shown.length })}
          </Caption1>
          <ViewSwitch view={view} onChange={show} />
        </div>
      </div>
      {shown.length === 0 && (
        <EmptyState
          title={t('empty.title')}
          actions={
            <Button
              onClick={() => {
                choose({ search: '', content: undefined, availability: undefined });
              }}
            >
              {t('empty.clear')}
            </Button>
          }
        >
          {availability !== undefined && search.trim() === ''
            ? t('empty.notOffered', { place: catalog(`availability.${availability}`) })
            : t('empty.text')}
        </EmptyState>
      )}
      {shown.length > 0 && view === 'list' && <KindList kinds={shown} />}
      {shown.length > 0 && view === 'tiles' && (
        <ul className={styles.tiles} {...arrowKeys}>
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
