import { getCoverage } from '#lib/queries/coverage.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

export const GET = routeQuery({
  permission: 'connectors.write',
  run: ({ connectorId }: { readonly connectorId: string }) => getCoverage({ connectorId }),
});
