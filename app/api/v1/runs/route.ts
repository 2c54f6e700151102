import { apiOperations } from '#lib/domain/api/api-operations.ts';
import { apiRoute } from '#lib/queries/api/api-route.ts';
import { listApiRuns } from '#lib/queries/api/runs.ts';

export const GET = apiRoute({
  operation: apiOperations.listRuns,
  run: (_params: object, query) => listApiRuns(query),
});
