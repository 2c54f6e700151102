import { getConnectionCheck } from '#lib/queries/drafts.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

type Params = { readonly draftId: string; readonly checkId: string };

/** What the pop-up of the wizard watches. */
export const GET = routeQuery({
  permission: 'connectors.write',
  run: ({ draftId, checkId }: Params) => getConnectionCheck(draftId, checkId),
});
