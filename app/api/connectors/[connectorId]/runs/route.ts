import { pageNumberSchema } from '#lib/domain/runs/run-pages.ts';
import { routeQuery } from '#lib/queries/route-query.ts';
import { listConnectorRuns } from '#lib/queries/runs.ts';

export const GET = routeQuery({
  permission: 'runs.read',
  run: ({ connectorId }: { readonly connectorId: string }, request) =>
    listConnectorRuns(
      connectorId,
      pageNumberSchema.parse(request.nextUrl.searchParams.get('page')),
    ),
});
