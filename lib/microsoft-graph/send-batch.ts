import { z } from 'zod';
import type { GraphClient } from '#lib/microsoft-graph/graph-client.ts';
import { type GraphReply, toNetworkError } from '#lib/microsoft-graph/graph-errors.ts';

/** FACTS 4.4; Outlook runs four of a batch at a time. */
export const MOST_PARTS = 20;
const PARTS_AT_A_TIME = 4;

export type BatchPart = {
  readonly method: 'GET' | 'POST';
  /** After `/v1.0`. */
  readonly url: string;
  /** JSON, as it goes into the batch. */
  readonly body?: string;
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
    weight: Math.min(PARTS_AT_A_TIME, parts.length),
    body: `{"requests":[${parts.map(toRequest).join(',')}]}`,
  });
  const reply = batchReplySchema.safeParse(body);
  if (!reply.success) throw toNetworkError(reply.error, { isWrite });

  const byId = new Map(reply.data.responses.map((response) => [response.id, response]));
  return parts.map((_part, index) => {
    const response = byId.get(String(index));
    return response && { ...response, headers: lowerCaseNames(response.headers ?? {}) };
  });
}

/** Around the body as it is: to write it anew would cost as much as to write it. */
function toRequest({ method, url, body }: BatchPart, index: number): string {
  const headers = {
    Prefer: 'IdType="ImmutableId"',
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
  };
  const request = JSON.stringify({ id: String(index), method, url, headers });
  return body === undefined ? request : `${request.slice(0, -1)},"body":${body}}`;
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
