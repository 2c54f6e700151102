import { getCoverage } from '#lib/queries/coverage.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

export const GET = routeQuery({
  permission: 'connectors.write',
  run: ({ draftId }: { readonly draftId: string }) => getCoverage({ draftId }),
});
