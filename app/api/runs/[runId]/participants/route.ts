import { pageNumberSchema } from '#lib/domain/runs/run-pages.ts';
import { routeQuery } from '#lib/queries/route-query.ts';
import { listRunParticipants } from '#lib/queries/runs.ts';

export const GET = routeQuery({
  permission: 'runs.read',
  run: ({ runId }: { readonly runId: string }, request) =>
    listRunParticipants(runId, pageNumberSchema.parse(request.nextUrl.searchParams.get('page'))),
});
