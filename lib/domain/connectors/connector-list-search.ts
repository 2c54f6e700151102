import { z } from 'zod';
import { SOURCE_STATUSES } from '#lib/domain/connectors/source-status.ts';

export const CONNECTOR_SORTS = [
  'name',
  'kind',
  'status',
  'last-import',
  'items',
  'next-import',
] as const;
export type ConnectorSort = (typeof CONNECTOR_SORTS)[number];

const SORT_DIRECTIONS = ['ascending', 'descending'] as const;

/** What the status filter asks for: what a connector does, or how its source stands. */
export const CONNECTOR_CONDITIONS = ['importing', 'paused', ...SOURCE_STATUSES] as const;
export type ConnectorCondition = (typeof CONNECTOR_CONDITIONS)[number];

export const CONNECTORS_PER_PAGE = 25;

/**
 * What the address of the Connectors tab says: which connectors, in which order, which page. Nonsense
 * in an address means the default, never an error.
 */
export const connectorListSearchSchema = z.object({
  name: z.string().trim().max(200).catch(''),
  /** Id of a kind; empty for any. */
  kind: z.string().max(50).catch(''),
  status: z.enum(['', ...CONNECTOR_CONDITIONS]).catch(''),
  sort: z.enum(CONNECTOR_SORTS).catch('name'),
  direction: z.enum(SORT_DIRECTIONS).catch('ascending'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type ConnectorListSearch = z.infer<typeof connectorListSearchSchema>;

const defaults = connectorListSearchSchema.parse({});

/** The same as part of an address, `?` included; what is as by default is left out. */
export function connectorListAddress(
  search: ConnectorListSearch,
  others: Readonly<Record<string, string>> = {},
): string {
  const params = new URLSearchParams();
  if (search.name !== defaults.name) params.set('name', search.name);
  if (search.kind !== defaults.kind) params.set('kind', search.kind);
  if (search.status !== defaults.status) params.set('status', search.status);
  if (search.sort !== defaults.sort) params.set('sort', search.sort);
  if (search.direction !== defaults.direction) params.set('direction', search.direction);
  if (search.page !== defaults.page) params.set('page', String(search.page));
  for (const [name, value] of Object.entries(others)) params.set(name, value);
  return params.size === 0 ? '' : `?${params.toString()}`;
}

/** What narrows the list down. */
export type ConnectorFilter = Pick<ConnectorListSearch, 'name' | 'kind' | 'status'>;

export const everyConnector: ConnectorFilter = { name: '', kind: '', status: '' };

export function hasConnectorFilter({ name, kind, status }: ConnectorFilter): boolean {
  return name !== '' || kind !== '' || status !== '';
}
