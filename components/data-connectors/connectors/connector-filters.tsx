'use client';

import { makeStyles } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { KindFilter } from '#components/data-connectors/kind-filter.tsx';
import { PausedSearch } from '#components/ui/paused-search.tsx';
import { findConnectorKind, listConnectorKinds } from '#lib/connectors/catalog.ts';
import {
  CONNECTOR_CONDITIONS,
  type ConnectorFilter,
} from '#lib/domain/connectors/connector-list-search.ts';

const useStyles = makeStyles({ search: { flexGrow: 1, minWidth: '200px', maxWidth: '320px' } });

type ConnectorFiltersProps = {
  readonly filter: ConnectorFilter;
  readonly onChange: (change: Partial<ConnectorFilter>, isTyping: boolean) => void;
};

/** Narrows the connectors down by name, kind and status. */
export function ConnectorFilters({ filter, onChange }: ConnectorFiltersProps) {
  const t = useTranslations('connectors');
  const styles = useStyles();
  return (
    <>
      <PausedSearch
        label={t('search')}
        className={styles.search}
        initial={filter.name}
        onSearch={(name) => {
          onChange({ name }, true);
        }}
      />
      <KindFilter
        label={t('columns.kind')}
        all={t('filters.anyKind')}
        values={listConnectorKinds().map(({ id }) => id)}
        nameOf={(kind) => findConnectorKind(kind)?.listLabel ?? kind}
        chosen={findConnectorKind(filter.kind)?.id}
        onChoose={(kind) => {
          onChange({ kind: kind ?? '' }, false);
        }}
      />
      <KindFilter
        label={t('filters.status')}
        all={t('filters.anyStatus')}
        values={CONNECTOR_CONDITIONS}
        nameOf={(status) => t(`filters.conditions.${status}`)}
        chosen={filter.status === '' ? undefined : filter.status}
        onChoose={(status) => {
          onChange({ status: status ?? '' }, false);
        }}
      />
    </>
  );
}
