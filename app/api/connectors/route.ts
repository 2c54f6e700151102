import { connectorListSearchSchema } from '#lib/domain/connectors/connector-list-search.ts';
import { listConnectors } from '#lib/queries/connectors.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

export const GET = routeQuery({
  permission: 'connectors.read',
  run: (_params, request) =>
    listConnectors(
      connectorListSearchSchema.parse(Object.fromEntries(request.nextUrl.searchParams)),
    ),
});
