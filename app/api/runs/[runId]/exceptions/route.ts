import { pageNumberSchema } from '#lib/domain/runs/run-pages.ts';
import { routeQuery } from '#lib/queries/route-query.ts';
import { listRunExceptions } from '#lib/queries/runs.ts';

export const GET = routeQuery({
  permission: 'runs.read',
  run: ({ runId }: { readonly runId: string }, { nextUrl: { searchParams } }) =>
    listRunExceptions(runId, {
      reason: searchParams.get('reason') ?? undefined,
      text: (searchParams.get('text') ?? '').trim().slice(0, 200),
      page: pageNumberSchema.parse(searchParams.get('page')),
    }),
});
