import { pageNumberSchema } from '#lib/domain/runs/run-pages.ts';
import { listReadBacks } from '#lib/queries/read-backs.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

export const GET = routeQuery({
  permission: 'runs.read',
  run: ({ runId }: { readonly runId: string }, request) =>
    listReadBacks(runId, pageNumberSchema.parse(request.nextUrl.searchParams.get('page'))),
});
