import { pageNumberSchema } from '#lib/domain/runs/run-pages.ts';
import { listReadBackDifferences } from '#lib/queries/read-backs.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

export const GET = routeQuery({
  permission: 'runs.read',
  run: (readBack: { readonly runId: string; readonly readBackId: string }, request) =>
    listReadBackDifferences(
      readBack,
      pageNumberSchema.parse(request.nextUrl.searchParams.get('page')),
    ),
});
