import { z } from 'zod';

export const CONNECTOR_SORTS = ['name', 'kind', 'status', 'last-import', 'next-import'] as const;
export type ConnectorSort = (typeof CONNECTOR_SORTS)[number];

const SORT_DIRECTIONS = ['ascending', 'descending'] as const;

export const CONNECTORS_PER_PAGE = 25;

/**
 * What the address of the Connectors tab says: which connectors, in which order, which page. Nonsense
 * in an address means the default, never an error.
 */
export const connectorListSearchSchema = z.object({
  name: z.string().trim().max(200).catch(''),
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
  if (search.sort !== defaults.sort) params.set('sort', search.sort);
  if (search.direction !== defaults.direction) params.set('direction', search.direction);
  if (search.page !== defaults.page) params.set('page', String(search.page));
  for (const [name, value] of Object.entries(others)) params.set(name, value);
  return params.size === 0 ? '' : `?${params.toString()}`;
}
