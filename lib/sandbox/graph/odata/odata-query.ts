import { GraphError } from '#lib/sandbox/graph/graph-error.ts';
import type { GraphRequest } from '#lib/sandbox/graph/graph-request.ts';

export type Page = { readonly skip: number; readonly top: number };

/** `$top` and `$skip`. @throws {GraphError} 400 */
export function parsePage(
  { query }: GraphRequest,
  limits: { readonly default: number; readonly maximum: number },
): Page {
  const top = wholeNumber(query, '$top') ?? limits.default;
  if (top < 1 || top > limits.maximum) {
    throw new GraphError(
      400,
      'BadRequest',
      `Invalid value '${top}' for the $top query option: 1 to ${limits.maximum} are allowed.`,
    );
  }
  return { skip: wholeNumber(query, '$skip') ?? 0, top };
}

/**
 * A page of a collection.
 * @param found up to one more than the page takes, so that it shows whether there are more
 * @param collectionUrl address of the collection, without a query
 */
export function collectionBody(
  request: GraphRequest,
  collectionUrl: string,
  page: Page,
  found: readonly unknown[],
): unknown {
  const value = found.slice(0, page.top);
  if (found.length <= page.top) return { value };
  const next = new URLSearchParams(request.query);
  next.set('$top', String(page.top));
  next.set('$skip', String(page.skip + page.top));
  return { '@odata.nextLink': `${collectionUrl}?${next.toString()}`, value };
}

/** Only what `$select` names, and the id. @throws {GraphError} 400 for a name that is unknown */
export function selectFields(
  { query }: GraphRequest,
  entity: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const select = query.get('$select');
  if (select === null) return entity;
  const names = ['@odata.etag', 'id', ...select.split(',').map((name) => name.trim())];
  const unknown = names.find((name) => !name.startsWith('@') && !Object.hasOwn(entity, name));
  if (unknown !== undefined) {
    throw new GraphError(400, 'BadRequest', `Could not find a property named '${unknown}'.`);
  }
  return Object.fromEntries(Object.entries(entity).filter(([name]) => names.includes(name)));
}

/** Refuses what this stand-in would otherwise silently ignore. @throws {GraphError} 400 */
export function allowQueryOptions({ query }: GraphRequest, allowed: readonly string[]): void {
  const unknown = [...query.keys()].find((name) => !allowed.includes(name));
  if (unknown === undefined) return;
  throw new GraphError(400, 'BadRequest', `The query option '${unknown}' is not supported here.`);
}

function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,9}$/.test(text)) {
    throw new GraphError(
      400,
      'BadRequest',
      `Invalid value '${text}' for the ${name} query option.`,
    );
  }
  return Number(text);
}
