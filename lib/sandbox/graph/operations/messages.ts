import { findMessage } from '#lib/sandbox/graph/operations/find-message.ts';
import { getMailbox, graphTime, type GraphContext } from '#lib/sandbox/graph/graph-context.ts';
import { GraphError } from '#lib/sandbox/graph/graph-error.ts';
import {
  parseRequestBody,
  type GraphRequest,
  type GraphResponse,
} from '#lib/sandbox/graph/graph-request.ts';
import { getFolder } from '#lib/sandbox/graph/operations/mail-folders.ts';
import { messageEntity } from '#lib/sandbox/graph/operations/message-entity.ts';
import {
  DRAFT_ONLY_FIELDS,
  messageChangeSchema,
  type MessageChangeBody,
} from '#lib/sandbox/graph/operations/message-schema.ts';
import { parseMessageFilter } from '#lib/sandbox/graph/odata/odata-filter.ts';
import {
  allowQueryOptions,
  collectionBody,
  parsePage,
} from '#lib/sandbox/graph/odata/odata-query.ts';
import { parseProperties } from '#lib/sandbox/graph/operations/property-id.ts';
import { mergeProperties } from '#lib/sandbox/mailboxes/extended-properties.ts';
import type { MessageContent, StoredMessage } from '#lib/sandbox/mailboxes/messages.ts';

/**
 * `GET /users/{id}/messages` and `GET /users/{id}/mailFolders/{id}/messages`, newest first.
 * @param folderText all folders when undefined
 * @throws {GraphError}
 */
export function listMessages(
  context: GraphContext,
  request: GraphRequest,
  user: string,
  folderText: string | undefined,
): GraphResponse {
  allowQueryOptions(request, ['$filter', '$select', '$expand', '$top', '$skip', '$orderby']);
  const mailbox = getMailbox(context, user);
  const page = parsePage(request, { default: 10, maximum: 1000 });
  const filter = request.query.get('$filter');
  const folder =
    folderText === undefined ? {} : { folderId: getFolder(context, mailbox, folderText).id };
  const found = context.store.messages
    .list({
      mailbox,
      ...folder,
      filter: filter === null ? undefined : parseMessageFilter(filter),
      oldestFirst: isOldestFirst(request),
      skip: page.skip,
      top: page.top + 1,
    })
    .map((message) => messageEntity(request, message));
  const path = folderText === undefined ? '' : `/mailFolders/${encodeURIComponent(folderText)}`;
  const url = `${context.graphUrl}/v1.0/users/${encodeURIComponent(user)}${path}/messages`;
  return { status: 200, body: collectionBody(request, url, page, found) };
}

/** `GET /users/{id}/messages/{id}`. @throws {GraphError} */
export function getMessage(
  context: GraphContext,
  request: GraphRequest,
  user: string,
  messageText: string,
): GraphResponse {
  allowQueryOptions(request, ['$select', '$expand']);
  const message = findMessage(context, getMailbox(context, user), messageText);
  return { status: 200, body: messageEntity(request, message) };
}

/** `PATCH /users/{id}/messages/{id}`: text and people can change only in a draft. @throws {GraphError} */
export function updateMessage(
  context: GraphContext,
  request: GraphRequest,
  user: string,
  messageText: string,
): GraphResponse {
  const { store } = context;
  const mailbox = getMailbox(context, user);
  const message = findMessage(context, mailbox, messageText);
  const change = parseRequestBody(request, messageChangeSchema);
  const refused = DRAFT_ONLY_FIELDS.find((field) => Object.hasOwn(change, field));
  if (!message.isDraft && refused !== undefined) {
    throw new GraphError(
      400,
      'ErrorInvalidPropertySet',
      `The property '${refused}' can be changed only in a draft.`,
    );
  }
  const properties = parseProperties(change.singleValueExtendedProperties);
  store.atomically(() => {
    store.messages.update(
      message,
      {
        subject: change.subject ?? message.subject,
        internetMessageId: change.internetMessageId ?? message.internetMessageId,
        isRead: change.isRead ?? message.isRead,
        content: changedContent(message, change),
        properties: mergeProperties(message.properties, properties),
      },
      graphTime(),
    );
  });
  const changed = findMessage(context, mailbox, messageText);
  return { status: 200, body: messageEntity(request, changed) };
}

/**
 * `DELETE /users/{id}/messages/{id}` moves to Deleted Items, and out of there for good;
 * `POST …/permanentDelete` deletes at once. @throws {GraphError}
 */
export function deleteMessage(
  context: GraphContext,
  user: string,
  messageText: string,
  options: { readonly isPermanent: boolean },
): GraphResponse {
  const { store } = context;
  const mailbox = getMailbox(context, user);
  const message = findMessage(context, mailbox, messageText);
  const bin = store.folders.findWellKnown(mailbox, 'deleteditems');
  if (options.isPermanent || bin === undefined || message.folderId === bin.id) {
    store.messages.delete(message);
  } else {
    store.messages.update(message, { folderId: bin.id }, graphTime());
  }
  return { status: 204 };
}

function isOldestFirst({ query }: GraphRequest): boolean {
  const order = query.get('$orderby') ?? 'receivedDateTime desc';
  const match = /^receivedDateTime( asc| desc)?$/.exec(order);
  if (match === null) {
    throw new GraphError(
      400,
      'BadRequest',
      `The $orderby clause '${order}' is not supported here.`,
    );
  }
  return match[1] !== ' desc';
}

function changedContent({ content }: StoredMessage, change: MessageChangeBody): MessageContent {
  return {
    body: change.body ?? content.body,
    from: change.from ?? content.from,
    sender: change.sender ?? content.sender,
    toRecipients: change.toRecipients ?? content.toRecipients,
    ccRecipients: change.ccRecipients ?? content.ccRecipients,
    bccRecipients: change.bccRecipients ?? content.bccRecipients,
    replyTo: change.replyTo ?? content.replyTo,
    importance: change.importance ?? content.importance,
    categories: change.categories ?? content.categories,
  };
}
