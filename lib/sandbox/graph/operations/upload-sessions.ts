import { randomBytes } from 'node:crypto';
import {
  MAXIMUM_DIRECT_BYTES,
  uploadSessionSchema,
} from '#lib/sandbox/graph/operations/attachment-schema.ts';
import { findMessage } from '#lib/sandbox/graph/operations/find-message.ts';
import { getMailbox, graphTime, type GraphContext } from '#lib/sandbox/graph/graph-context.ts';
import { GraphError, itemNotFound } from '#lib/sandbox/graph/graph-error.ts';
import {
  parseRequestBody,
  type GraphRequest,
  type GraphResponse,
} from '#lib/sandbox/graph/graph-request.ts';
import { formatObjectId } from '#lib/sandbox/graph/operations/object-id.ts';
import type { StoredUpload } from '#lib/sandbox/mailboxes/uploads.ts';

const MAXIMUM_BYTES = 150 * 1024 * 1024;
const LIFETIME_MS = 24 * 3600_000;

/** `POST …/attachments/createUploadSession`, for content of 3 to 150 MB. @throws {GraphError} */
export function createUploadSession(
  context: GraphContext,
  request: GraphRequest,
  user: string,
  messageText: string,
): GraphResponse {
  const message = findMessage(context, getMailbox(context, user), messageText);
  const { AttachmentItem: item } = parseRequestBody(request, uploadSessionSchema);
  if (item.attachmentType !== 'file') {
    throw new GraphError(
      405,
      'ErrorAttachmentSessionIsSupportedOnlyForFileAttachments',
      'Upload sessions are supported only for file attachments.',
    );
  }
  if (item.size < MAXIMUM_DIRECT_BYTES) {
    throw new GraphError(
      400,
      'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize',
      'The attachment size should not be less than the minimum size of 3 MB.',
    );
  }
  if (item.size > MAXIMUM_BYTES) {
    throw new GraphError(
      400,
      'ErrorAttachmentSizeLimitExceeded',
      'The attachment size exceeds the allowable limit of 150 MB.',
    );
  }
  const token = randomBytes(24).toString('base64url');
  const expiresAt = graphTime(new Date(Date.now() + LIFETIME_MS));
  context.store.uploads.create({
    token,
    messageId: message.id,
    name: item.name,
    contentType: item.contentType ?? 'application/octet-stream',
    isInline: item.isInline,
    sizeBytes: item.size,
    expiresAt,
  });
  return {
    status: 201,
    body: {
      uploadUrl: `${context.graphUrl}/upload/${token}`,
      expirationDateTime: expiresAt,
      nextExpectedRanges: ['0-'],
    },
  };
}

/** An upload that has begun and not expired. @throws {GraphError} 404 */
export function getUpload({ store }: GraphContext, token: string): StoredUpload {
  const upload = store.uploads.find(token);
  if (upload === undefined || Date.parse(upload.expiresAt) < Date.now()) throw itemNotFound();
  return upload;
}

/**
 * `PUT {uploadUrl}`: the next chunk, in order. The last one makes the attachment.
 * @param contentRange `bytes <first>-<last>/<size>`
 * @throws {GraphError} 416 when it is not the one that comes next
 */
export function putChunk(
  context: GraphContext,
  upload: StoredUpload,
  contentRange: string,
  chunk: Buffer,
): GraphResponse {
  const { store } = context;
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(contentRange);
  const [first, last, size] = (range ?? []).slice(1).map(Number);
  if (first === undefined || last === undefined || size !== upload.sizeBytes) {
    throw new GraphError(400, 'InvalidContentRange', 'The Content-Range header is not valid.');
  }
  if (first !== upload.receivedBytes || last - first + 1 !== chunk.length || last >= size) {
    throw new GraphError(416, 'InvalidRange', 'The range is not the one that is expected next.');
  }

  return store.atomically(() => {
    store.uploads.addChunk(upload.token, first, chunk);
    if (last + 1 < size) {
      return {
        status: 200,
        body: { expirationDateTime: upload.expiresAt, nextExpectedRanges: [`${last + 1}-`] },
      };
    }
    const id = store.attachments.create({
      messageId: upload.messageId,
      name: upload.name,
      contentType: upload.contentType,
      contentId: null,
      isInline: upload.isInline,
      modifiedAt: graphTime(),
      content: store.uploads.readContent(upload.token),
    });
    store.uploads.delete(upload.token);
    const message = formatObjectId('message', upload.mailbox, upload.messageId, false);
    const attachment = formatObjectId('attachment', upload.mailbox, id, false);
    const address = `Users('${upload.mailbox}')/Messages('${message}')/Attachments('${attachment}')`;
    return { status: 201, headers: { Location: `${context.graphUrl}/v1.0/${address}` } };
  });
}
