import { getAlert } from '#lib/queries/alerts.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

export const GET = routeQuery({
  permission: 'alerts.read',
  run: ({ alertId }: { alertId: string }) => getAlert(alertId),
});
