import { routeQuery } from '#lib/queries/route-query.ts';
import { getRun } from '#lib/queries/runs.ts';

export const GET = routeQuery({
  permission: 'runs.read',
  run: ({ runId }: { readonly runId: string }) => getRun(runId),
});
