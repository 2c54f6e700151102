import { alertSearchSchema } from '#lib/domain/alerts/alert-search.ts';
import { listAlerts } from '#lib/queries/alerts.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

export const GET = routeQuery({
  permission: 'alerts.read',
  run: (_params, request) =>
    listAlerts(alertSearchSchema.parse(Object.fromEntries(request.nextUrl.searchParams))),
});
