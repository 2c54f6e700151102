import { getConnectorCheck } from '#lib/queries/connectors.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

type Params = { readonly connectorId: string; readonly checkId: string };

/** What the pop-up of the fly-out watches. */
export const GET = routeQuery({
  permission: 'connectors.write',
  run: ({ connectorId, checkId }: Params) => getConnectorCheck(connectorId, checkId),
});
