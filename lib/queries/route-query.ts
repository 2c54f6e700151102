import 'server-only';
import { NextResponse, type NextRequest } from 'next/server';
import { getTranslations } from 'next-intl/server';
import type { Permission } from '#lib/auth/roles.ts';
import { authorize, type Session } from '#lib/auth/session.ts';
import { AppError } from '#lib/domain/errors.ts';
import { reportBug } from '#lib/logging/report-bug.ts';
import { isProblemCode } from '#lib/messages/problem-codes.ts';

type RouteContext<Params> = { params: Promise<Params> };

type RouteQueryDefinition<Params, Data> = {
  readonly permission: Permission;
  readonly run: (params: Params, request: NextRequest, session: Session) => Promise<Data>;
};

const statuses = new Map([
  ['signed-out', 401],
  ['forbidden', 403],
  ['not-found', 404],
]);
const STATUS_OTHER_REFUSAL = 400;
const NO_STORE = { 'cache-control': 'no-store' };

/**
 * Makes the `GET` of a route handler that answers a query in JSON, for what changes while it is
 * watched (TanStack Query, components/ui/fetch-query.ts). A refusal is `{ code, message }` with status 401, 403, 404 or 400.
 *
 *     export const GET = routeQuery({
 *       permission: 'runs.read',
 *       run: ({ runId }: { runId: string }) => getRunProgress(runId),
 *     });
 */
export function routeQuery<Params, Data>(definition: RouteQueryDefinition<Params, Data>) {
  return async (request: NextRequest, { params }: RouteContext<Params>): Promise<NextResponse> => {
    try {
      const session = await authorize(definition.permission);
      const data = await definition.run(await params, request, session);
      return NextResponse.json(data, { headers: NO_STORE });
    } catch (error) {
      return answerRefusal(error);
    }
  };
}

/** What a route handler answers when its query threw: `{ code, message }`. */
export async function answerRefusal(error: unknown): Promise<NextResponse> {
  const t = await getTranslations('problems');
  if (error instanceof AppError) {
    const message = isProblemCode(error.code) ? t(error.code) : error.userMessage;
    const status = statuses.get(error.code) ?? STATUS_OTHER_REFUSAL;
    return NextResponse.json({ code: error.code, message }, { status, headers: NO_STORE });
  }
  const message = t('unexpected', { number: reportBug(error) });
  return NextResponse.json({ code: 'unexpected', message }, { status: 500, headers: NO_STORE });
}
