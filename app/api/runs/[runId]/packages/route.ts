import { pageNumberSchema } from '#lib/domain/runs/run-pages.ts';
import { routeQuery } from '#lib/queries/route-query.ts';
import { listRunPackages } from '#lib/queries/runs.ts';

export const GET = routeQuery({
  permission: 'runs.read',
  run: ({ runId }: { readonly runId: string }, request) =>
    listRunPackages(runId, pageNumberSchema.parse(request.nextUrl.searchParams.get('page'))),
});
