import { heldItemSearchSchema } from '#lib/domain/held-items/held-item-search.ts';
import { listHeldItems } from '#lib/queries/held-items.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

export const GET = routeQuery({
  permission: 'held-items.read',
  run: (_params, request) =>
    listHeldItems(heldItemSearchSchema.parse(Object.fromEntries(request.nextUrl.searchParams))),
});
