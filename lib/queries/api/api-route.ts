import 'server-only';
import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import { asApiCaller } from '#lib/auth/api-caller.ts';
import { AppError } from '#lib/domain/errors.ts';
import { answerApiProblem } from '#lib/queries/api/answer-api-problem.ts';

type RouteContext<Params> = { params: Promise<Params> };

const NO_STORE = { 'cache-control': 'no-store' };

type JsonOperation<Query extends z.ZodType> = {
  readonly query: Query;
  readonly answer: z.ZodType;
};

/**
 * Makes the `GET` of a route of the JSON API: whose token it is, what is asked, what is answered, each
 * as the operation says. What an answer has besides is left out of it.
 */
export function apiRoute<Params, Query extends z.ZodType>(definition: {
  readonly operation: JsonOperation<Query>;
  readonly run: (params: Params, query: z.output<Query>) => Promise<object>;
}) {
  const { operation, run } = definition;
  return async (request: NextRequest, { params }: RouteContext<Params>): Promise<Response> => {
    try {
      const data = await asApiCaller(request.headers.get('authorization'), async () =>
        run(await params, parseQuery(operation.query, request)),
      );
      return Response.json(operation.answer.parse(data), { headers: NO_STORE });
    } catch (error) {
      return answerApiProblem(error);
    }
  };
}

/** @throws {AppError} `invalid-query` naming what is wrong */
function parseQuery<Query extends z.ZodType>(
  query: Query,
  { nextUrl }: NextRequest,
): z.output<Query> {
  const parsed = query.safeParse(Object.fromEntries(nextUrl.searchParams));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new AppError('invalid-query', lines.join('; '));
}
