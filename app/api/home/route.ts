import { getHome } from '#lib/queries/home.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

export const GET = routeQuery({ permission: 'connectors.read', run: () => getHome() });
