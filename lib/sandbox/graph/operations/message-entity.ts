import { GraphError } from '#lib/sandbox/graph/graph-error.ts';
import { wantsImmutableIds, type GraphRequest } from '#lib/sandbox/graph/graph-request.ts';
import { formatObjectId } from '#lib/sandbox/graph/operations/object-id.ts';
import { parseIdFilter } from '#lib/sandbox/graph/odata/odata-filter.ts';
import { selectFields } from '#lib/sandbox/graph/odata/odata-query.ts';
import { TRANSPORT_HEADERS } from '#lib/sandbox/graph/operations/property-id.ts';
import type { StoredMessage } from '#lib/sandbox/mailboxes/messages.ts';

const PREVIEW_LENGTH = 255;
const EXPAND = /^singleValueExtendedProperties\s*\(\s*\$filter\s*=\s*([\s\S]+)\)\s*$/;

/** A message as Graph shows it, with what `$select` and `$expand` ask for. @throws {GraphError} */
export function messageEntity(
  request: GraphRequest,
  message: StoredMessage,
): Readonly<Record<string, unknown>> {
  const { content } = message;
  const isImmutable = wantsImmutableIds(request);
  const headers = request.query.get('$select')?.includes('internetMessageHeaders')
    ? { internetMessageHeaders: transportHeaders(message.properties) }
    : {};
  const entity = {
    '@odata.etag': `W/"${message.id}-${message.version}"`,
    id: formatObjectId('message', message.mailbox, message.id, isImmutable),
    createdDateTime: message.createdAt,
    lastModifiedDateTime: message.modifiedAt,
    changeKey: `${message.id}-${message.version}`,
    categories: content.categories,
    receivedDateTime: message.receivedAt,
    sentDateTime: message.sentAt,
    hasAttachments: message.hasAttachments,
    internetMessageId: message.internetMessageId,
    subject: message.subject,
    bodyPreview: content.body.content.slice(0, PREVIEW_LENGTH),
    importance: content.importance,
    parentFolderId: formatObjectId('folder', message.mailbox, message.folderId, false),
    isRead: message.isRead,
    isDraft: message.isDraft,
    body: content.body,
    sender: content.sender,
    from: content.from,
    toRecipients: content.toRecipients,
    ccRecipients: content.ccRecipients,
    bccRecipients: content.bccRecipients,
    replyTo: content.replyTo,
    ...headers,
  };
  return { ...selectFields(request, entity), ...expandedProperties(request, message) };
}

function expandedProperties(
  { query }: GraphRequest,
  message: StoredMessage,
): Readonly<Record<string, unknown>> {
  const expand = query.get('$expand');
  if (expand === null) return {};
  const filter = EXPAND.exec(expand)?.[1];
  if (filter === undefined) {
    throw new GraphError(
      400,
      'BadRequest',
      `The $expand clause '${expand}' is not supported here.`,
    );
  }
  const wanted = parseIdFilter(filter);
  const properties = message.properties
    .filter(({ propertyId }) => wanted.includes(propertyId))
    .map(({ propertyId, value }) => ({ id: propertyId, value }));
  // Graph leaves the collection out when the message has none of them.
  return properties.length === 0 ? {} : { singleValueExtendedProperties: properties };
}

function transportHeaders(
  properties: readonly { readonly propertyId: string; readonly value: string }[],
): readonly { name: string; value: string }[] {
  const text = properties.find(({ propertyId }) => propertyId === TRANSPORT_HEADERS)?.value ?? '';
  return text
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 1 ? [] : [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }];
    });
}
