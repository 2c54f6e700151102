import type { GraphContext } from '#lib/sandbox/graph/graph-context.ts';
import { GraphError } from '#lib/sandbox/graph/graph-error.ts';
import type { GraphRequest } from '#lib/sandbox/graph/graph-request.ts';

/** @param target path after `/v1.0` and query, as in a request line. @throws {GraphError} 400 */
export function parseTarget(target: string): Pick<GraphRequest, 'segments' | 'query'> {
  const [path = '', ...query] = target.split('?');
  try {
    const segments = path.split('/').filter(Boolean).map(decodeURIComponent);
    return { segments, query: new URLSearchParams(query.join('?')) };
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    throw new GraphError(400, 'BadRequest', 'The request address is malformed.');
  }
}

/** What a request counts against: its mailbox. Undefined where there is none, as for `/users`. */
export function throttleKey(
  { organisation }: GraphContext,
  { segments }: Pick<GraphRequest, 'segments'>,
): string | undefined {
  if (segments[0]?.toLowerCase() !== 'users' || segments.length < 3) return undefined;
  const user = (segments[1] ?? '').toLowerCase();
  return organisation.people.find(({ address }) => address === user)?.id ?? user;
}
