import { z } from 'zod';
import { listConnectorKinds } from '#lib/connectors/catalog.ts';

const kinds = listConnectorKinds();

/** What there is to filter by, in the order of the catalog. */
export const CONTENT_TYPES = [...new Set(kinds.flatMap(({ contentTypes }) => contentTypes))];
export const CLOUDS = [
  ...new Set(kinds.flatMap(({ availability, unavailable }) => [...availability, ...unavailable])),
];

export const KIND_VIEWS = ['tiles', 'list'] as const;
export type KindView = (typeof KIND_VIEWS)[number];

/** Remembers, in this browser, how the Overview was shown last. */
export const KIND_VIEW_COOKIE = 'custody-overview-view';

/** Without a view in the address, the one that was chosen last. */
export const kindViewSchema = z.enum(KIND_VIEWS).catch('tiles');

/** What the address of the Overview says. Nonsense in it means the default, never an error. */
export const kindListSearchSchema = z.object({
  search: z.string().max(200).catch(''),
  content: z.enum(CONTENT_TYPES).optional().catch(undefined),
  availability: z.enum(CLOUDS).optional().catch(undefined),
  view: z.enum(KIND_VIEWS).optional().catch(undefined),
});
export type KindListSearch = z.infer<typeof kindListSearchSchema>;

/** The same as part of an address, `?` included; what is as by default is left out. */
export function kindListAddress({ search, content, availability, view }: KindListSearch): string {
  const params = new URLSearchParams();
  if (search.trim() !== '') params.set('search', search.trim());
  if (content !== undefined) params.set('content', content);
  if (availability !== undefined) params.set('availability', availability);
  if (view !== undefined) params.set('view', view);
  return params.size === 0 ? '' : `?${params.toString()}`;
}
