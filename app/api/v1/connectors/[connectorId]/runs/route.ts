import { apiOperations } from '#lib/domain/api/api-operations.ts';
import { apiRoute } from '#lib/queries/api/api-route.ts';
import { listApiConnectorRuns } from '#lib/queries/api/runs.ts';

export const GET = apiRoute({
  operation: apiOperations.listConnectorRuns,
  run: ({ connectorId }: { readonly connectorId: string }, query) =>
    listApiConnectorRuns(connectorId, query),
});
