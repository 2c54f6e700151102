import { accessTokenVerifier, type GraphCaller } from '#lib/sandbox/graph/access-token.ts';
import { enterMailboxes, parseBatch, runBatch } from '#lib/sandbox/graph/batch.ts';
import type { GraphContext } from '#lib/sandbox/graph/graph-context.ts';
import { GraphError, unableToDeserialize } from '#lib/sandbox/graph/graph-error.ts';
import {
  wantsImmutableIds,
  type GraphRequest,
  type GraphResponse,
} from '#lib/sandbox/graph/graph-request.ts';
import { parseTarget, throttleKey } from '#lib/sandbox/graph/request-target.ts';
import { runOperation } from '#lib/sandbox/graph/operations/routes.ts';
import type { Throttle } from '#lib/sandbox/graph/throttle.ts';
import { getUpload, putChunk } from '#lib/sandbox/graph/operations/upload-sessions.ts';
import type { Login } from '#lib/sandbox/login/login.ts';

const API = '/graph/v1.0/';
const UPLOAD = '/graph/upload/';

const noBytes = () => 0;

/** An HTTP request that has completely arrived. */
export type ReceivedRequest = {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
};

/** An answer, and what frees the places in the mailboxes once it has been given. */
export type GraphAnswer = { readonly response: GraphResponse; readonly leave: () => void };

type AnswerGraph = (received: ReceivedRequest, entered: EnteredMailbox) => Promise<GraphAnswer>;

/** The place that a request took when it began to arrive; `isRefused` when none was left. */
export type EnteredMailbox = { readonly isRefused: boolean };

type AnswerOptions = {
  readonly context: GraphContext;
  readonly login: Login;
  readonly tenantId: string;
  readonly throttle: Throttle;
};

/** What Graph answers; refusals are answers, too. */
export function answerGraph({ context, login, tenantId, throttle }: AnswerOptions): AnswerGraph {
  const { kty, kid, n, e } = login.keys.signingKey;
  const verify = accessTokenVerifier({
    keys: { keys: [{ kty, kid, n, e, alg: 'RS256', use: 'sig' }] },
    issuer: login.issuer,
    tenantId,
  });

  function answerOne(request: GraphRequest, caller: GraphCaller, isRefused: boolean) {
    const key = throttleKey(context, request);
    const isUpload = ['POST', 'PUT', 'PATCH'].includes(request.method);
    if (key !== undefined) {
      throttle.count(key, isUpload ? request.countBytes : noBytes, { isRefused });
    }
    const response = runOperation(context, request, {
      roles: login.permissions.isInForce() ? caller.roles : new Set(),
      mailboxScope: login.permissions.current().mailboxScope,
    });
    if (!wantsImmutableIds(request)) return response;
    const headers = { ...response.headers, 'Preference-Applied': 'IdType="ImmutableId"' };
    return { ...response, headers };
  }

  function answerBatch(batch: GraphRequest, caller: GraphCaller): GraphAnswer {
    const parts = parseBatch(batch);
    const { refused, leave } = enterMailboxes(context, parts, throttle);
    try {
      // One commit for the whole batch; a part that fails undoes only what it did itself.
      const response = context.store.atomically(() =>
        runBatch(parts, (part) =>
          answerOrRefusal(() => answerOne(part.request, caller, refused.has(part))),
        ),
      );
      return { response, leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  function answerUpload({ method, target, headers, body }: ReceivedRequest, isRefused: boolean) {
    if (headers.has('authorization')) {
      throw new GraphError(401, 'InvalidAudienceForResource', 'Send no Authorization header here.');
    }
    const upload = getUpload(context, target.slice(UPLOAD.length));
    const countBytes = method === 'PUT' ? () => body.length : noBytes;
    throttle.count(upload.mailbox, countBytes, { isRefused });
    if (method === 'PUT')
      return putChunk(context, upload, headers.get('content-range') ?? '', body);
    if (method !== 'DELETE') throw methodNotAllowed();
    context.store.uploads.delete(upload.token);
    return { status: 204 };
  }

  async function answer(received: ReceivedRequest, isRefused: boolean): Promise<GraphAnswer> {
    if (received.target.startsWith(UPLOAD)) {
      return { response: answerUpload(received, isRefused), leave: () => undefined };
    }
    if (!received.target.startsWith(API)) {
      throw new GraphError(400, 'BadRequest', 'Invalid version.');
    }
    const caller = await verify(received.headers.get('authorization'));
    const request = toGraphRequest(received);
    if (request.segments.join('/') === '$batch') {
      if (request.method !== 'POST') throw methodNotAllowed();
      return answerBatch(request, caller);
    }
    return { response: answerOne(request, caller, isRefused), leave: () => undefined };
  }

  return async (received, { isRefused }) => {
    try {
      return await answer(received, isRefused);
    } catch (error) {
      return { response: refusal(error), leave: () => undefined };
    }
  };
}

/** The mailbox in which a request will take a place while it runs, known by its address alone. */
export function mailboxOfTarget(context: GraphContext, target: string): string | undefined {
  if (target.startsWith(UPLOAD)) {
    return context.store.uploads.find(target.slice(UPLOAD.length))?.mailbox;
  }
  return target.startsWith(API)
    ? throttleKey(context, parseTarget(target.slice(API.length)))
    : undefined;
}

/** @throws what is no refusal of Graph's: a bug here */
export function refusal(error: unknown): GraphResponse {
  if (!(error instanceof GraphError)) throw error;
  return { status: error.status, headers: error.headers, body: error.body() };
}

function answerOrRefusal(work: () => GraphResponse): GraphResponse {
  try {
    return work();
  } catch (error) {
    return refusal(error);
  }
}

function toGraphRequest(received: ReceivedRequest): GraphRequest {
  return {
    method: received.method,
    ...parseTarget(received.target.slice(API.length)),
    headers: received.headers,
    body: parseJson(received),
    countBytes: () => received.body.length,
  };
}

function parseJson({ headers, body }: ReceivedRequest): unknown {
  const isJson = headers.get('content-type')?.startsWith('application/json') ?? false;
  if (!isJson || body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw unableToDeserialize('the content is not valid JSON');
  }
}

function methodNotAllowed(): GraphError {
  return new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed.');
}
