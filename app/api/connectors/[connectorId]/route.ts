import { getConnectorDetails } from '#lib/queries/connectors.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

export const GET = routeQuery({
  permission: 'connectors.read',
  run: ({ connectorId }: { readonly connectorId: string }) => getConnectorDetails(connectorId),
});
