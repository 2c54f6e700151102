import { compareMappingVersions } from '#lib/queries/mapping-versions.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

/** `?from=…&to=…`, or no `to` for no file: what the second version changes. */
export const GET = routeQuery({
  permission: 'mapping.read',
  run: (_params: unknown, { nextUrl: { searchParams } }) =>
    compareMappingVersions(searchParams.get('from') ?? '', searchParams.get('to')),
});
