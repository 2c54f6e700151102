import {
  fileAttachmentSchema,
  MAXIMUM_DIRECT_BYTES,
  type FileAttachment,
} from '#lib/sandbox/graph/operations/attachment-schema.ts';
import { findMessage } from '#lib/sandbox/graph/operations/find-message.ts';
import { getMailbox, graphTime, type GraphContext } from '#lib/sandbox/graph/graph-context.ts';
import { GraphError, itemNotFound } from '#lib/sandbox/graph/graph-error.ts';
import {
  parseRequestBody,
  wantsImmutableIds,
  type GraphRequest,
  type GraphResponse,
} from '#lib/sandbox/graph/graph-request.ts';
import { formatObjectId, parseObjectId } from '#lib/sandbox/graph/operations/object-id.ts';
import { allowQueryOptions, selectFields } from '#lib/sandbox/graph/odata/odata-query.ts';
import type { NewAttachment, StoredAttachment } from '#lib/sandbox/mailboxes/attachments.ts';
import type { MailboxStore } from '#lib/sandbox/mailboxes/mailbox-store.ts';

/** `GET /users/{id}/messages/{id}/attachments`, content included unless `$select` leaves it out. */
export function listAttachments(
  context: GraphContext,
  request: GraphRequest,
  user: string,
  messageText: string,
): GraphResponse {
  allowQueryOptions(request, ['$select']);
  const mailbox = getMailbox(context, user);
  const message = findMessage(context, mailbox, messageText);
  const value = context.store.attachments
    .list(message.id)
    .map((attachment) => attachmentEntity(context.store, request, mailbox, attachment));
  return { status: 200, body: { value } };
}

/** `GET /users/{id}/messages/{id}/attachments/{id}`. @throws {GraphError} */
export function getAttachment(
  context: GraphContext,
  request: GraphRequest,
  user: string,
  messageText: string,
  attachmentText: string,
): GraphResponse {
  allowQueryOptions(request, ['$select']);
  const mailbox = getMailbox(context, user);
  const attachment = findAttachment(context, mailbox, messageText, attachmentText);
  return { status: 200, body: attachmentEntity(context.store, request, mailbox, attachment) };
}

/** `POST /users/{id}/messages/{id}/attachments`, for content below 3 MB. @throws {GraphError} */
export function addAttachment(
  context: GraphContext,
  request: GraphRequest,
  user: string,
  messageText: string,
): GraphResponse {
  const { store } = context;
  const mailbox = getMailbox(context, user);
  const message = findMessage(context, mailbox, messageText);
  const body = parseRequestBody(request, fileAttachmentSchema);
  const added = toNewAttachment(body);
  const attachment = store.atomically(() => {
    const id = store.attachments.create({ ...added, messageId: message.id });
    store.messages.update(message, {}, graphTime());
    return store.attachments.find(message.id, id);
  });
  if (attachment === undefined) throw new Error('an attachment that was just added is not there');
  return { status: 201, body: attachmentEntity(store, request, mailbox, attachment) };
}

/** `DELETE /users/{id}/messages/{id}/attachments/{id}`. @throws {GraphError} */
export function deleteAttachment(
  context: GraphContext,
  user: string,
  messageText: string,
  attachmentText: string,
): GraphResponse {
  const mailbox = getMailbox(context, user);
  context.store.attachments.delete(
    findAttachment(context, mailbox, messageText, attachmentText).id,
  );
  return { status: 204 };
}

/**
 * What is to be stored of an attachment, on whatever message.
 * @throws {GraphError} 413 when it has to come through an upload session
 */
export function toNewAttachment(attachment: FileAttachment): Omit<NewAttachment, 'messageId'> {
  const content = Buffer.from(attachment.contentBytes, 'base64');
  if (content.length > MAXIMUM_DIRECT_BYTES) {
    throw new GraphError(
      413,
      'ErrorMessageSizeExceeded',
      'The attachment is larger than 3 MB: create an upload session.',
    );
  }
  return {
    name: attachment.name,
    contentType: attachment.contentType ?? 'application/octet-stream',
    contentId: attachment.contentId ?? null,
    isInline: attachment.isInline,
    modifiedAt: graphTime(),
    content,
  };
}

function findAttachment(
  context: GraphContext,
  mailbox: string,
  messageText: string,
  attachmentText: string,
): StoredAttachment {
  const message = findMessage(context, mailbox, messageText);
  const id = parseObjectId('attachment', mailbox, attachmentText);
  const attachment = context.store.attachments.find(message.id, id);
  if (attachment === undefined) throw itemNotFound();
  return attachment;
}

function attachmentEntity(
  store: MailboxStore,
  request: GraphRequest,
  mailbox: string,
  attachment: StoredAttachment,
): Readonly<Record<string, unknown>> {
  const isContentWanted = request.query.get('$select')?.includes('contentBytes') ?? true;
  const entity = {
    '@odata.type': '#microsoft.graph.fileAttachment',
    id: formatObjectId('attachment', mailbox, attachment.id, wantsImmutableIds(request)),
    lastModifiedDateTime: attachment.modifiedAt,
    name: attachment.name,
    contentType: attachment.contentType,
    size: attachment.sizeBytes,
    isInline: attachment.isInline,
    contentId: attachment.contentId,
    ...(isContentWanted
      ? { contentBytes: store.attachments.readContent(attachment.id).toString('base64') }
      : {}),
  };
  return { '@odata.type': entity['@odata.type'], ...selectFields(request, entity) };
}
