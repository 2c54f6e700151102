import { apiOperations } from '#lib/domain/api/api-operations.ts';
import { apiRoute } from '#lib/queries/api/api-route.ts';
import { getApiRun } from '#lib/queries/api/runs.ts';

export const GET = apiRoute({
  operation: apiOperations.getRun,
  run: ({ runId }: { readonly runId: string }) => getApiRun(runId),
});
