import { z } from 'zod';
import type { GraphClient } from '#lib/microsoft-graph/graph-client.ts';
import { type GraphReply, pauseMsOf, toNetworkError } from '#lib/microsoft-graph/graph-errors.ts';

/** FACTS 4.4; Outlook runs four of a batch at a time. */
export const MOST_PARTS = 20;
const PARTS_AT_A_TIME = 4;

export type BatchPart = {
  readonly method: 'GET' | 'POST';
  /** After `/v1.0`. */
  readonly url: string;
  /** JSON in UTF-8, as it goes into the batch. */
  readonly body?: Buffer;
};

const batchReplySchema = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.int(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown(),
    }),
  ),
});

/**
 * Up to 20 requests to one mailbox in one. Each is judged on its own: the replies, in the order of
 * the parts, may be refusals. Undefined stands for a part that was not answered.
 * @throws {PortError} when the whole of it was not answered
 */
export async function sendBatch(
  client: GraphClient,
  mailbox: string,
  parts: readonly BatchPart[],
): Promise<readonly (GraphReply | undefined)[]> {
  const isWrite = parts.some(({ method }) => method !== 'GET');
  const { body } = await client.send({
    method: 'POST',
    url: '/$batch',
    mailbox,
    isWrite,
    parts: { count: parts.length, atATime: Math.min(PARTS_AT_A_TIME, parts.length) },
    body: toBatch(parts),
    pauseMsIn: longestPauseMs,
  });
  const reply = batchReplySchema.safeParse(body);
  if (!reply.success) throw toNetworkError(reply.error, { isWrite });

  const byId = new Map(reply.data.responses.map((response) => [response.id, response]));
  return parts.map((_part, index) => {
    const response = byId.get(String(index));
    return response && { ...response, headers: lowerCaseNames(response.headers) };
  });
}

/** How long the parts of a reply ask to be left alone; undefined when none does. */
function longestPauseMs({ body }: GraphReply): number | undefined {
  const reply = batchReplySchema.safeParse(body);
  const pausesMs = (reply.data?.responses ?? [])
    .filter(({ status }) => status >= 400)
    .map(({ status, headers }) => pauseMsOf({ status, headers: lowerCaseNames(headers) }) ?? 0);
  const longest = Math.max(0, ...pausesMs);
  return longest === 0 ? undefined : longest;
}

/** Around the bodies as they are: to write them anew would cost as much as to write them. */
function toBatch(parts: readonly BatchPart[]): Buffer {
  const pieces = parts.flatMap(({ method, url, body }, index) => {
    const headers = {
      Prefer: 'IdType="ImmutableId"',
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    };
    const request = JSON.stringify({ id: String(index), method, url, headers });
    const comma = index === 0 ? '' : ',';
    return body === undefined
      ? [Buffer.from(comma + request)]
      : [Buffer.from(`${comma}${request.slice(0, -1)},"body":`), body, CLOSING_BRACE];
  });
  return Buffer.concat([Buffer.from('{"requests":['), ...pieces, Buffer.from(']}')]);
}

const CLOSING_BRACE = Buffer.from('}');

function lowerCaseNames(
  headers: Readonly<Record<string, string>> | null | undefined,
): ReadonlyMap<string, string> {
  return new Map(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
}
