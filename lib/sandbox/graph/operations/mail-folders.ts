import { z } from 'zod';
import { getMailbox, type GraphContext } from '#lib/sandbox/graph/graph-context.ts';
import { GraphError, itemNotFound } from '#lib/sandbox/graph/graph-error.ts';
import {
  parseRequestBody,
  type GraphRequest,
  type GraphResponse,
} from '#lib/sandbox/graph/graph-request.ts';
import { formatObjectId, parseObjectId } from '#lib/sandbox/graph/operations/object-id.ts';
import { parseEqualsFilter } from '#lib/sandbox/graph/odata/odata-filter.ts';
import {
  allowQueryOptions,
  collectionBody,
  parsePage,
  selectFields,
} from '#lib/sandbox/graph/odata/odata-query.ts';
import type { StoredFolder } from '#lib/sandbox/mailboxes/folders.ts';

const newFolderSchema = z.strictObject({
  displayName: z.string().trim().min(1).max(255),
  isHidden: z.boolean().default(false),
});

/** `GET /users/{id}/mailFolders`. @throws {GraphError} */
export function listMailFolders(
  context: GraphContext,
  request: GraphRequest,
  user: string,
): GraphResponse {
  allowQueryOptions(request, ['$filter', '$select', '$top', '$skip', 'includeHiddenFolders']);
  const mailbox = getMailbox(context, user);
  const page = parsePage(request, { default: 10, maximum: 1000 });
  const filter = request.query.get('$filter');
  const withHidden = request.query.get('includeHiddenFolders') === 'true';
  const wanted =
    filter === null ? undefined : parseEqualsFilter(filter, 'displayName').toLowerCase();
  const found = context.store.folders
    .list(mailbox)
    .filter(({ isHidden }) => withHidden || !isHidden)
    .filter(({ displayName }) => wanted === undefined || displayName.toLowerCase() === wanted)
    .slice(page.skip, page.skip + page.top + 1)
    .map((folder) => selectFields(request, folderEntity(context, folder)));
  const url = `${context.graphUrl}/v1.0/users/${encodeURIComponent(user)}/mailFolders`;
  return { status: 200, body: collectionBody(request, url, page, found) };
}

/** `POST /users/{id}/mailFolders`. @throws {GraphError} 409 `ErrorFolderExists` */
export function createMailFolder(
  context: GraphContext,
  request: GraphRequest,
  user: string,
): GraphResponse {
  const mailbox = getMailbox(context, user);
  const { displayName, isHidden } = parseRequestBody(request, newFolderSchema);
  const folder = context.store.folders.create(mailbox, displayName, isHidden);
  if (folder === undefined) {
    throw new GraphError(
      409,
      'ErrorFolderExists',
      'A folder with the specified name already exists., Could not create folder.',
    );
  }
  return { status: 201, body: folderEntity(context, folder) };
}

/** `GET /users/{id}/mailFolders/{id}`. @throws {GraphError} */
export function getMailFolder(
  context: GraphContext,
  request: GraphRequest,
  user: string,
  folderId: string,
): GraphResponse {
  allowQueryOptions(request, ['$select']);
  const folder = getFolder(context, getMailbox(context, user), folderId);
  return { status: 200, body: selectFields(request, folderEntity(context, folder)) };
}

/** A folder by id or well-known name (`inbox`). @throws {GraphError} */
export function getFolder({ store }: GraphContext, mailbox: string, text: string): StoredFolder {
  const wellKnown = store.folders.findWellKnown(mailbox, text);
  if (wellKnown !== undefined) return wellKnown;
  const folder = store.folders.find(mailbox, parseObjectId('folder', mailbox, text));
  if (folder === undefined) throw itemNotFound();
  return folder;
}

function folderEntity(
  { store }: GraphContext,
  folder: StoredFolder,
): Readonly<Record<string, unknown>> {
  const { total, unread } = store.folders.countItems(folder);
  return {
    id: formatObjectId('folder', folder.mailbox, folder.id, false),
    displayName: folder.displayName,
    isHidden: folder.isHidden,
    childFolderCount: 0,
    totalItemCount: total,
    unreadItemCount: unread,
  };
}
