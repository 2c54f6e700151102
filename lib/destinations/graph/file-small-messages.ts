import { z } from 'zod';
import { custodyProperty } from '#lib/destinations/graph/custody-properties.ts';
import type { FileAttachment, GraphMessage } from '#lib/destinations/graph/message-json.ts';
import type { DeliveryOutcome, Folder } from '#lib/destinations/port.ts';
import { PortError } from '#lib/domain/errors.ts';
import type { GraphClient } from '#lib/microsoft-graph/graph-client.ts';
import { type GraphReply, toGraphError } from '#lib/microsoft-graph/graph-errors.ts';
import { type BatchPart, MOST_PARTS, sendBatch } from '#lib/microsoft-graph/send-batch.ts';

/** Of a request in all, 4 MB (FACTS 4.2) less the JSON around the parts of a batch. */
const MOST_REQUEST_BYTES = 3_900_000;
/** Each throttled part waits as long as it is told to; so many times it is tried in one call. */
const MOST_TRIES = 8;

/** A message that is filed, complete, by one request. */
export type SmallMessage = {
  readonly message: GraphMessage;
  readonly part: BatchPart & { readonly body: Buffer };
};

/** Undefined for a message that is too large for one request. */
export function toSmallMessage(folder: Folder, message: GraphMessage): SmallMessage | undefined {
  const attachmentBytes = message.attachments.reduce(
    (sum, { content }) => sum + Math.ceil(content.length / 3) * 4,
    0,
  );
  if (attachmentBytes > MOST_REQUEST_BYTES) return undefined;

  const json = JSON.stringify({
    ...message.json,
    singleValueExtendedProperties: [
      ...message.json.singleValueExtendedProperties,
      custodyProperty('isComplete', '1'),
    ],
    attachments: message.attachments.map(attachmentJson),
  });
  const body = Buffer.from(json);
  if (body.length > MOST_REQUEST_BYTES) return undefined;
  return { message, part: { method: 'POST', url: messagesUrl(folder), body } };
}

/** As many in a batch as Graph takes, by number and by size. */
export function toBatches(messages: readonly SmallMessage[]): readonly (readonly SmallMessage[])[] {
  const batches: SmallMessage[][] = [];
  let bytesOfLast = 0;
  for (const message of messages) {
    const last = batches.at(-1);
    const bytes = message.part.body.length;
    const fits = bytesOfLast + bytes <= MOST_REQUEST_BYTES;
    if (last !== undefined && fits && last.length < MOST_PARTS) {
      last.push(message);
      bytesOfLast += bytes;
    } else {
      batches.push([message]);
      bytesOfLast = bytes;
    }
  }
  return batches;
}

/**
 * Files a batch and reports each message as soon as it is known what became of it. Parts that are
 * throttled were certainly not done: they are sent again when their time has come.
 * @throws {PortError} for those not reported, of which none was done
 */
export async function fileBatch(
  client: GraphClient,
  { folder, batch }: { folder: Folder; batch: readonly SmallMessage[] },
  report: (outcome: DeliveryOutcome) => void,
): Promise<void> {
  let remaining = batch;
  for (let tries = 1; remaining.length > 0; tries += 1) {
    const sent = remaining;
    const parts = sent.map(({ part }) => part);
    const replies = await sendBatch(client, folder.mailbox, parts).catch((error: unknown) => {
      if (!(error instanceof PortError) || !error.isInDoubt) throw error;
      return sent.map(() => undefined);
    });

    const undone: PortError[] = [];
    remaining = sent.filter(({ message }, index) => {
      const result = judge(message, replies[index]);
      if (!(result instanceof PortError)) report(result);
      else undone.push(result);
      return result instanceof PortError;
    });
    const [first] = undone;
    if (first === undefined) return;
    const isThrottledOnly = undone.every(({ code }) => code === 'throttled');
    if (!isThrottledOnly || tries === MOST_TRIES) throw first;
  }
}

const createdSchema = z.object({ id: z.string() });

/** What became of a message, or why it was certainly not filed yet. */
function judge(
  { deliveryKey, sha256 }: GraphMessage,
  reply: GraphReply | undefined,
): DeliveryOutcome | PortError {
  const created = createdSchema.safeParse(reply?.body);
  if (reply === undefined || (reply.status < 300 && !created.success)) {
    return { deliveryKey, state: 'in-doubt' };
  }
  if (reply.status < 300 && created.success) {
    const message = { deliveryKey, remoteId: created.data.id, sha256 };
    return { deliveryKey, state: 'delivered', message };
  }
  const error = toGraphError(reply, { isWrite: true });
  if (error.isInDoubt) return { deliveryKey, state: 'in-doubt' };
  if (error.disposition === 'reject-item')
    return { deliveryKey, state: 'refused', code: error.code };
  return error;
}

export function messagesUrl({ mailbox, id }: Folder): string {
  return `/users/${encodeURIComponent(mailbox)}/mailFolders/${encodeURIComponent(id)}/messages`;
}

export function attachmentJson({ content, ...attachment }: FileAttachment) {
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    ...attachment,
    contentBytes: content.toString('base64'),
  };
}
