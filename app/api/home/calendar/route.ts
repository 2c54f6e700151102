import { pageNumberSchema } from '#lib/domain/runs/run-pages.ts';
import { getCalendar } from '#lib/queries/home.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

export const GET = routeQuery({
  permission: 'runs.read',
  run: (_params, { nextUrl: { searchParams } }) =>
    getCalendar(pageNumberSchema.parse(searchParams.get('page'))),
});
