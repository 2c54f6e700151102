import { apiOperations } from '#lib/domain/api/api-operations.ts';
import { apiRoute } from '#lib/queries/api/api-route.ts';
import { listApiConnectors } from '#lib/queries/api/connectors.ts';

export const GET = apiRoute({
  operation: apiOperations.listConnectors,
  run: (_params: object, query) => listApiConnectors(query),
});
