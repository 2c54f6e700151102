import 'server-only';
import type { ApiProblem } from '#lib/domain/api/api-shapes.ts';
import { AppError } from '#lib/domain/errors.ts';
import { reportBug } from '#lib/logging/report-bug.ts';

const statuses = new Map([
  ['token-missing', 401],
  ['token-refused', 401],
  ['forbidden', 403],
  ['not-found', 404],
]);
const titles = new Map([
  [400, 'Bad request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not found'],
]);

/** What a route of the JSON API answers when it cannot answer: RFC 9457, in English. */
export function answerApiProblem(error: unknown): Response {
  if (!(error instanceof AppError)) {
    const detail = `Something went wrong on the server. The log has it under ${reportBug(error)}.`;
    return problem({ title: 'Internal error', status: 500, code: 'unexpected', detail });
  }
  const { code, userMessage: detail } = error;
  const status = statuses.get(code) ?? 400;
  return problem({ title: titles.get(status) ?? '', status, code, detail });
}

function problem(body: Omit<ApiProblem, 'type'>): Response {
  const headers = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    // RFC 6750: without an error when no token came.
    ...(body.status === 401 && {
      'www-authenticate': body.code === 'token-missing' ? 'Bearer' : 'Bearer error="invalid_token"',
    }),
  };
  return Response.json({ type: 'about:blank', ...body }, { status: body.status, headers });
}
