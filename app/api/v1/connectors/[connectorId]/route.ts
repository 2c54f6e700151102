import { apiOperations } from '#lib/domain/api/api-operations.ts';
import { apiRoute } from '#lib/queries/api/api-route.ts';
import { getApiConnector } from '#lib/queries/api/connectors.ts';

export const GET = apiRoute({
  operation: apiOperations.getConnector,
  run: ({ connectorId }: { readonly connectorId: string }) => getApiConnector(connectorId),
});
