import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { answerGraph, mailboxOfTarget, refusal } from '#lib/sandbox/graph/answer-graph.ts';
import type { DisturbGraph } from '#lib/sandbox/graph/disturbance.ts';
import type { GraphContext } from '#lib/sandbox/graph/graph-context.ts';
import { GraphError } from '#lib/sandbox/graph/graph-error.ts';
import type { GraphResponse } from '#lib/sandbox/graph/graph-request.ts';
import {
  createThrottle,
  type GraphLimits,
  type GraphTraffic,
} from '#lib/sandbox/graph/throttle.ts';
import { BodyTooLargeError, readBody } from '#lib/sandbox/http/request-body.ts';
import type { Login } from '#lib/sandbox/login/login.ts';

/** Of one request, the JSON around an attachment included (FACTS 4.2). */
const MAXIMUM_BODY_BYTES = 4 * 1024 * 1024;

type GraphOptions = {
  readonly context: GraphContext;
  readonly login: Login;
  readonly tenantId: string;
  readonly limits: GraphLimits;
  /** How long an answer takes, during which its place in the mailbox is taken. */
  readonly latencyMs: number;
  readonly disturb: DisturbGraph;
};

type Graph = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** What has come since it was opened, and how well its senders heeded the limits. */
  readonly traffic: () => GraphTraffic;
};

/** Stands in for graph.microsoft.com: `/graph/v1.0/…` and the upload addresses it hands out. */
export function openGraph(options: GraphOptions): Graph {
  const { context, latencyMs } = options;
  const throttle = createThrottle(options.limits);
  const answer = answerGraph({ ...options, throttle });

  /** @returns undefined when the connection is to end without an answer */
  async function handle(request: IncomingMessage, target: string) {
    const path = target.replace(/^\/graph\/(v1\.0\/)?/, '').replace(/\?.*$/, '');
    const disturbance = options.disturb({ method: request.method ?? 'GET', path });
    if (disturbance?.kind === 'answer') return disturbedAnswer(disturbance);
    const done = disturbance?.done;
    if (done === 'never') return undefined;

    const mailbox = mailboxOfTarget(context, target);
    if (mailbox !== undefined) throttle.arrive([mailbox]);
    const leave = mailbox === undefined ? () => undefined : throttle.enter(mailbox);
    try {
      const received = {
        method: request.method ?? 'GET',
        target,
        headers: headersOf(request),
        body: await readBody(request, MAXIMUM_BODY_BYTES),
      };
      if (typeof done === 'object') {
        request.socket.destroy();
        await wait(done.afterMs);
      }
      const answered = await answer(received, { isRefused: leave === undefined });
      if (latencyMs > 0) await wait(latencyMs);
      answered.leave();
      return done === undefined ? answered.response : undefined;
    } finally {
      leave?.();
    }
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const result = await handle(request, request.url ?? '').catch(answerOfBrokenRequest);
    // What is left of a body that was refused is read and forgotten, so that the answer is heard.
    request.resume();
    // Destroying a request that has completely arrived would leave its connection open.
    if (result === undefined) request.socket.destroy();
    else send(response, result);
  }

  return { handle: respond, traffic: () => ({ ...throttle.traffic }) };
}

function answerOfBrokenRequest(error: unknown): GraphResponse {
  if (!(error instanceof BodyTooLargeError)) return refusal(error);
  return refusal(new GraphError(413, 'RequestEntityTooLarge', 'The request is larger than 4 MB.'));
}

function disturbedAnswer(disturbance: {
  readonly status: number;
  readonly retryAfterSeconds?: number;
}): GraphResponse {
  const { status, retryAfterSeconds } = disturbance;
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return refusal(new GraphError(status, 'Disturbed', 'A test disturbs this request.', headers));
}

function headersOf({ headers }: IncomingMessage): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );
}

function send(response: ServerResponse, { status, headers, body }: GraphResponse): void {
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'request-id': randomUUID(),
    ...(bytes === undefined
      ? {}
      : { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': bytes.length }),
    ...headers,
  });
  response.end(bytes);
}
