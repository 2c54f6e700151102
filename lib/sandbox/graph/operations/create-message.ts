import { randomUUID } from 'node:crypto';
import { toNewAttachment } from '#lib/sandbox/graph/operations/attachments.ts';
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
  newMessageSchema,
  type NewMessageBody,
} from '#lib/sandbox/graph/operations/message-schema.ts';
import {
  DELIVERY_TIME,
  FLAG_READ,
  FLAG_UNSENT,
  MESSAGE_FLAGS,
  parseProperties,
  SUBMIT_TIME,
} from '#lib/sandbox/graph/operations/property-id.ts';
import {
  type ExtendedProperty,
  mergeProperties,
} from '#lib/sandbox/mailboxes/extended-properties.ts';

/** All recipients of a message together. */
const MAXIMUM_RECIPIENTS = 500;

/**
 * `POST /users/{id}/mailFolders/{id}/messages`. A draft unless `Integer 0x0E07` says otherwise; dated
 * now unless `SystemTime 0x0E06` and `0x0039` say otherwise (FACTS 4.2). @throws {GraphError}
 */
export function createMessage(
  context: GraphContext,
  request: GraphRequest,
  user: string,
  folderText: string,
): GraphResponse {
  const { store } = context;
  const mailbox = getMailbox(context, user);
  const folder = getFolder(context, mailbox, folderText);
  const body = parseRequestBody(request, newMessageSchema);
  checkMessage(body);

  const properties = parseProperties(body.singleValueExtendedProperties);
  const now = graphTime();
  const flags = Number(valueOf(properties, MESSAGE_FLAGS) ?? FLAG_UNSENT);
  const attachments = (body.attachments ?? []).map(toNewAttachment);
  const message = store.atomically(() => {
    const created = store.messages.create({
      mailbox,
      folderId: folder.id,
      internetMessageId: body.internetMessageId ?? `<${randomUUID()}@sandbox.example>`,
      subject: body.subject ?? '',
      isDraft: (flags & FLAG_UNSENT) !== 0,
      isRead: body.isRead ?? (flags & FLAG_READ) !== 0,
      receivedAt: timeOf(valueOf(properties, DELIVERY_TIME)) ?? now,
      sentAt: timeOf(valueOf(properties, SUBMIT_TIME)) ?? now,
      createdAt: now,
      modifiedAt: now,
      content: contentOf(body),
      properties: mergeProperties([], properties),
    });
    for (const attachment of attachments) {
      store.attachments.create({ ...attachment, messageId: created.id });
    }
    return { ...created, hasAttachments: attachments.some(({ isInline }) => !isInline) };
  });
  return { status: 201, body: messageEntity(request, message) };
}

function checkMessage(body: NewMessageBody): void {
  const strange = body.internetMessageHeaders?.find(({ name }) => !/^x-/i.test(name));
  if (strange !== undefined) {
    throw new GraphError(
      400,
      'InvalidInternetMessageHeader',
      `The internet message header name '${strange.name}' should start with 'x-' or 'X-'.`,
    );
  }
  const recipients = [body.toRecipients, body.ccRecipients, body.bccRecipients].flatMap(
    (list) => list ?? [],
  );
  if (recipients.length > MAXIMUM_RECIPIENTS) {
    throw new GraphError(
      400,
      'ErrorExceededMaxRecipientLimit',
      'The number of recipients exceeds the maximum limit.',
    );
  }
}

function contentOf(body: NewMessageBody) {
  return {
    body: body.body ?? { contentType: 'text' as const, content: '' },
    from: body.from ?? body.sender ?? null,
    sender: body.sender ?? body.from ?? null,
    toRecipients: body.toRecipients ?? [],
    ccRecipients: body.ccRecipients ?? [],
    bccRecipients: body.bccRecipients ?? [],
    replyTo: body.replyTo ?? [],
    importance: body.importance ?? ('normal' as const),
    categories: body.categories ?? [],
  };
}

function valueOf(properties: readonly ExtendedProperty[], id: string): string | undefined {
  return properties.find(({ propertyId }) => propertyId === id)?.value;
}

function timeOf(value: string | undefined): string | undefined {
  return value === undefined ? undefined : graphTime(new Date(value));
}
