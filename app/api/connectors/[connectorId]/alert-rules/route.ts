import { getConnectorRules } from '#lib/queries/alert-settings.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

export const GET = routeQuery({
  permission: 'alerts.read',
  run: ({ connectorId }: { connectorId: string }) => getConnectorRules(connectorId),
});
