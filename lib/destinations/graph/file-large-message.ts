import { z } from 'zod';
import { custodyProperty } from '#lib/destinations/graph/custody-properties.ts';
import { attachmentJson, messagesUrl } from '#lib/destinations/graph/file-small-messages.ts';
import type { FileAttachment, GraphMessage } from '#lib/destinations/graph/message-json.ts';
import type { DeliveryOutcome, Folder } from '#lib/destinations/port.ts';
import { PortError } from '#lib/domain/errors.ts';
import type { GraphClient } from '#lib/microsoft-graph/graph-client.ts';
import { toNetworkError } from '#lib/microsoft-graph/graph-errors.ts';

/** From here on an attachment needs an upload session, which refuses smaller ones (FACTS 4.2). */
const UPLOAD_SESSION_BYTES = 3 * 1024 * 1024;
/** Below 4 MB, and a multiple of 320 KiB as Microsoft advises for uploads. */
const UPLOAD_CHUNK_BYTES = 10 * 320 * 1024;

const createdSchema = z.object({ id: z.string() });
const uploadSessionSchema = z.object({ uploadUrl: z.url() });

/**
 * Files a message whose attachments do not fit into one request: the message first, marked as
 * incomplete, then attachment after attachment, then the mark is taken away. Half-done, it is in
 * doubt: `findDelivered` clears it away.
 * @throws {PortError} when nothing was filed
 */
export async function fileLargeMessage(
  client: GraphClient,
  folder: Folder,
  message: GraphMessage,
): Promise<DeliveryOutcome> {
  const { deliveryKey, sha256 } = message;
  let remoteId: string | undefined;
  try {
    remoteId = await createIncomplete(client, folder, message);
    const url = `/users/${encodeURIComponent(folder.mailbox)}/messages/${encodeURIComponent(remoteId)}`;
    const filing = { client, mailbox: folder.mailbox, url };
    for (const attachment of message.attachments) await attach(filing, attachment);
    await markComplete(filing);
    return { deliveryKey, state: 'delivered', message: { deliveryKey, remoteId, sha256 } };
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const isRefused = error.disposition === 'reject-item';
    if (remoteId === undefined && !isRefused && !error.isInDoubt) throw error;

    const isNothingLeft = remoteId === undefined || (await tryDelete(client, folder, remoteId));
    if (isRefused && isNothingLeft) return { deliveryKey, state: 'refused', code: error.code };
    return { deliveryKey, state: 'in-doubt' };
  }
}

/** False when it could not be deleted now; `findDelivered` will find it again. */
async function tryDelete(client: GraphClient, folder: Folder, remoteId: string): Promise<boolean> {
  try {
    await deleteMessage(client, folder.mailbox, remoteId);
    return true;
  } catch (error) {
    if (error instanceof PortError) return false;
    throw error;
  }
}

/** For good, and not into Deleted Items. @throws {PortError} */
export async function deleteMessage(
  client: GraphClient,
  mailbox: string,
  remoteId: string,
): Promise<void> {
  const url = `/users/${encodeURIComponent(mailbox)}/messages/${encodeURIComponent(remoteId)}/permanentDelete`;
  try {
    await client.send({ method: 'POST', url, mailbox, isWrite: true });
  } catch (error) {
    // Gone already, which is what was wanted.
    if (!(error instanceof PortError) || error.code !== 'graph-not-found') throw error;
  }
}

type Filing = {
  readonly client: GraphClient;
  readonly mailbox: string;
  /** Of the message. */
  readonly url: string;
};

async function createIncomplete(
  client: GraphClient,
  folder: Folder,
  { json }: GraphMessage,
): Promise<string> {
  const incomplete = custodyProperty('isComplete', '0');
  const properties = [...json.singleValueExtendedProperties, incomplete];
  const { body } = await client.send({
    method: 'POST',
    url: messagesUrl(folder),
    mailbox: folder.mailbox,
    isWrite: true,
    body: JSON.stringify({ ...json, singleValueExtendedProperties: properties }),
  });
  return parse(createdSchema, body).id;
}

async function attach(filing: Filing, attachment: FileAttachment): Promise<void> {
  if (attachment.content.length >= UPLOAD_SESSION_BYTES) {
    await upload(filing, attachment);
    return;
  }
  const { client, mailbox, url } = filing;
  const body = JSON.stringify(attachmentJson(attachment));
  await client.send({ method: 'POST', url: `${url}/attachments`, mailbox, isWrite: true, body });
}

async function upload({ client, mailbox, url }: Filing, attachment: FileAttachment): Promise<void> {
  const { name, contentType, isInline, content } = attachment;
  // A session takes no content id: a picture this large is attached, but not shown in its place.
  const AttachmentItem = {
    attachmentType: 'file',
    name,
    contentType,
    isInline,
    size: content.length,
  };
  const { body } = await client.send({
    method: 'POST',
    url: `${url}/attachments/createUploadSession`,
    mailbox,
    isWrite: true,
    body: JSON.stringify({ AttachmentItem }),
  });
  const { uploadUrl } = parse(uploadSessionSchema, body);
  for (let start = 0; start < content.length; start += UPLOAD_CHUNK_BYTES) {
    const chunk = content.subarray(start, start + UPLOAD_CHUNK_BYTES);
    const lastByte = start + chunk.length - 1;
    await client.send({
      method: 'PUT',
      url: uploadUrl,
      mailbox,
      isWrite: true,
      // The address is a secret by itself, and a token on it is refused (FACTS 4.2).
      isAuthorized: false,
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Range': `bytes ${start}-${lastByte}/${content.length}`,
      },
      body: chunk,
    });
  }
}

async function markComplete({ client, mailbox, url }: Filing): Promise<void> {
  const singleValueExtendedProperties = [custodyProperty('isComplete', '1')];
  const body = JSON.stringify({ singleValueExtendedProperties });
  await client.send({ method: 'PATCH', url, mailbox, isWrite: true, body });
}

function parse<Shape>(schema: z.ZodType<Shape>, body: unknown): Shape {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw toNetworkError(parsed.error, { isWrite: true });
  return parsed.data;
}
