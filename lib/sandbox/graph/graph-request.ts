import type { z } from 'zod';
import { unableToDeserialize } from '#lib/sandbox/graph/graph-error.ts';

/** One request, whether it came alone or as a part of a batch. */
export type GraphRequest = {
  readonly method: string;
  /** Decoded parts of the path after `/v1.0/`. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Undefined when there is none, or when it is not JSON. */
  readonly body: unknown;
  readonly countBytes: () => number;
};

export type GraphResponse = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** @throws {GraphError} 400 when the body has another shape */
export function parseRequestBody<Body>(request: GraphRequest, schema: z.ZodType<Body>): Body {
  if (!(request.headers.get('content-type') ?? '').startsWith('application/json')) {
    throw unableToDeserialize('the content is not application/json');
  }
  const result = schema.safeParse(request.body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw unableToDeserialize(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** Whether ids that survive a move were asked for. */
export function wantsImmutableIds({ headers }: GraphRequest): boolean {
  return /IdType\s*=\s*"ImmutableId"/i.test(headers.get('prefer') ?? '');
}
