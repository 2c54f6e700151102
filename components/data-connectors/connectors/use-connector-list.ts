'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { fetchQuery } from '#components/ui/fetch-query.ts';
import { LIVE_QUERIES, useLiveQuery } from '#components/ui/use-live-query.ts';
import {
  connectorListAddress,
  type ConnectorListSearch,
} from '#lib/domain/connectors/connector-list-search.ts';
import {
  connectorListSchema,
  connectorPulseSchema,
  type ConnectorList,
} from '#lib/domain/connectors/connector-view.ts';

/** Half of the second within which a change is to be seen; the worker writes progress every quarter. */
const WHILE_IMPORTING_MS = 500;
const AT_REST_MS = 1_000;

/**
 * A page of the Connectors tab, at most a second old: which connectors it has is asked for every ten
 * seconds, how those that are shown stand twice a second while one imports, else every second; nothing
 * while nobody looks at the tab.
 */
export function useConnectorList(search: ConnectorListSearch, initial: ConnectorList) {
  const list = useLiveQuery({
    path: `/api/connectors${connectorListAddress(search)}`,
    schema: connectorListSchema,
    initial,
    isChanging: () => false,
  });
  const { connectors, total } = list.data ?? initial;
  const ids = connectors.map(({ id }) => id);
  const path = `/api/connectors/pulse?${new URLSearchParams(ids.map((id) => ['id', id])).toString()}`;
  const pulse = useQuery({
    queryKey: [...LIVE_QUERIES, path],
    queryFn: ({ signal }) => fetchQuery(path, connectorPulseSchema, signal),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
    refetchInterval: ({ state: { data } }) =>
      (data?.connectors ?? connectors).some(({ progress }) => progress !== null)
        ? WHILE_IMPORTING_MS
        : AT_REST_MS,
  });
  const now = new Map(pulse.data?.connectors.map((connector) => [connector.id, connector]));
  return {
    connectors: connectors.map((connector) => now.get(connector.id) ?? connector),
    total,
    error: pulse.error ?? list.error,
    refetch: () => Promise.all([list.refetch(), pulse.refetch()]),
  };
}
