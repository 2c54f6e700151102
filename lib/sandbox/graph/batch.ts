import { z } from 'zod';
import type { GraphContext } from '#lib/sandbox/graph/graph-context.ts';
import { GraphError } from '#lib/sandbox/graph/graph-error.ts';
import {
  parseRequestBody,
  type GraphRequest,
  type GraphResponse,
} from '#lib/sandbox/graph/graph-request.ts';
import { parseTarget, throttleKey } from '#lib/sandbox/graph/request-target.ts';
import type { Throttle } from '#lib/sandbox/graph/throttle.ts';

const MAXIMUM_PARTS = 20;
/** Of one batch at the same time in one mailbox (FACTS 4.4). */
const PARALLEL_PARTS = 4;

const batchSchema = z.object({
  requests: z.array(
    z.object({
      id: z.string().min(1),
      method: z.string(),
      url: z.string().startsWith('/'),
      headers: z.record(z.string(), z.string()).default({}),
      body: z.unknown().optional(),
      dependsOn: z.array(z.string()).default([]),
    }),
  ),
});

export type BatchPart = {
  readonly id: string;
  readonly dependsOn: readonly string[];
  readonly request: GraphRequest;
};

export type PartAnswer = { readonly id: string } & GraphResponse;

/** The parts of a batch, each a request of its own. @throws {GraphError} 400 */
export function parseBatch(batch: GraphRequest): readonly BatchPart[] {
  const { requests } = parseRequestBody(batch, batchSchema);
  if (requests.length > MAXIMUM_PARTS) {
    throw invalidBatch(
      `Number of batch request steps exceeds the maximum value of ${MAXIMUM_PARTS}.`,
    );
  }
  const ids = requests.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw invalidBatch('Duplicate request ids.');
  return requests.map((part, index) => {
    if (part.dependsOn.some((id) => !ids.slice(0, index).includes(id))) {
      throw invalidBatch(`Request '${part.id}' depends on one that does not come before it.`);
    }
    const headers = Object.entries(part.headers).map(
      ([name, value]) => [name.toLowerCase(), value] as const,
    );
    const request = {
      method: part.method.toUpperCase(),
      ...parseTarget(part.url),
      headers: new Map(headers),
      body: part.body,
      countBytes: () =>
        part.body === undefined ? 0 : Buffer.byteLength(JSON.stringify(part.body)),
    };
    return { id: part.id, dependsOn: part.dependsOn, request };
  });
}

/** The places of a batch in each mailbox, and the parts for which none was left. */
export function enterMailboxes(
  context: GraphContext,
  parts: readonly BatchPart[],
  throttle: Pick<Throttle, 'arrive' | 'enter'>,
): { readonly refused: ReadonlySet<BatchPart>; readonly leave: () => void } {
  const leaves: (() => void)[] = [];
  const refused = new Set<BatchPart>();
  const byMailbox = Map.groupBy(parts, ({ request }) => throttleKey(context, request));
  throttle.arrive([...byMailbox.keys()].filter((key) => key !== undefined));
  for (const [key, group] of byMailbox) {
    if (key === undefined) continue;
    const lanes = Math.min(PARALLEL_PARTS, group.length);
    const entered = Array.from({ length: lanes }, () => throttle.enter(key)).filter(
      (leave) => leave !== undefined,
    );
    leaves.push(...entered);
    for (const [index, part] of group.entries()) {
      if (index % lanes >= entered.length) refused.add(part);
    }
  }
  return {
    refused,
    leave: () => {
      for (const leave of leaves) leave();
    },
  };
}

/**
 * Runs the parts, each judged on its own; one whose predecessor failed is not tried. As at Microsoft
 * the answers come in no useful order.
 */
export function runBatch(
  parts: readonly BatchPart[],
  run: (part: BatchPart) => GraphResponse,
): GraphResponse {
  const failed = new Set<string>();
  const responses = parts.map((part): PartAnswer => {
    const answer = part.dependsOn.some((id) => failed.has(id))
      ? { status: 424, body: new GraphError(424, 'FailedDependency', 'Failed Dependency').body() }
      : run(part);
    if (answer.status >= 400) failed.add(part.id);
    return { id: part.id, ...answer };
  });
  return { status: 200, body: { responses: responses.reverse() } };
}

function invalidBatch(message: string): GraphError {
  return new GraphError(400, 'BadRequest', `Invalid batch payload format. ${message}`);
}
