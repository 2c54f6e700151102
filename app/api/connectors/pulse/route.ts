import { listConnectorPulse } from '#lib/queries/connectors.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

export const GET = routeQuery({
  permission: 'connectors.read',
  run: (_params, request) => listConnectorPulse(request.nextUrl.searchParams.getAll('id')),
});
