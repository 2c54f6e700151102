import {
  addAttachment,
  deleteAttachment,
  getAttachment,
  listAttachments,
} from '#lib/sandbox/graph/operations/attachments.ts';
import { createMessage } from '#lib/sandbox/graph/operations/create-message.ts';
import { getPerson, type GraphContext } from '#lib/sandbox/graph/graph-context.ts';
import { GraphError } from '#lib/sandbox/graph/graph-error.ts';
import type { GraphRequest, GraphResponse } from '#lib/sandbox/graph/graph-request.ts';
import {
  createMailFolder,
  getMailFolder,
  listMailFolders,
} from '#lib/sandbox/graph/operations/mail-folders.ts';
import {
  deleteMessage,
  getMessage,
  listMessages,
  updateMessage,
} from '#lib/sandbox/graph/operations/messages.ts';
import { createUploadSession } from '#lib/sandbox/graph/operations/upload-sessions.ts';
import { getUser, listUsers } from '#lib/sandbox/graph/operations/users.ts';

type Operation = (
  context: GraphContext,
  request: GraphRequest,
  /** The parts of the path where the pattern has `*`; empty text where it has none. */
  ids: readonly [string, string, string],
) => GraphResponse;

type Route = {
  readonly method: string;
  readonly pattern: readonly string[];
  readonly operation: Operation;
};

const MESSAGE = 'users/*/messages/*';
const ATTACHMENT = `${MESSAGE}/attachments/*`;

const routes: readonly Route[] = [
  route('GET', 'users', listUsers),
  route('GET', 'users/*', (context, request, [user]) => getUser(context, request, user)),

  route('GET', 'users/*/mailFolders', (context, request, [user]) =>
    listMailFolders(context, request, user),
  ),
  route('POST', 'users/*/mailFolders', (context, request, [user]) =>
    createMailFolder(context, request, user),
  ),
  route('GET', 'users/*/mailFolders/*', (context, request, [user, folder]) =>
    getMailFolder(context, request, user, folder),
  ),

  route('GET', 'users/*/mailFolders/*/messages', (context, request, [user, folder]) =>
    listMessages(context, request, user, folder),
  ),
  route('POST', 'users/*/mailFolders/*/messages', (context, request, [user, folder]) =>
    createMessage(context, request, user, folder),
  ),
  route('GET', 'users/*/messages', (context, request, [user]) =>
    listMessages(context, request, user, undefined),
  ),
  route('GET', MESSAGE, (context, request, [user, message]) =>
    getMessage(context, request, user, message),
  ),
  route('PATCH', MESSAGE, (context, request, [user, message]) =>
    updateMessage(context, request, user, message),
  ),
  route('DELETE', MESSAGE, (context, _request, [user, message]) =>
    deleteMessage(context, user, message, { isPermanent: false }),
  ),
  route('POST', `${MESSAGE}/permanentDelete`, (context, _request, [user, message]) =>
    deleteMessage(context, user, message, { isPermanent: true }),
  ),

  route('GET', `${MESSAGE}/attachments`, (context, request, [user, message]) =>
    listAttachments(context, request, user, message),
  ),
  route('POST', `${MESSAGE}/attachments`, (context, request, [user, message]) =>
    addAttachment(context, request, user, message),
  ),
  route('POST', `${MESSAGE}/attachments/createUploadSession`, (context, request, [user, message]) =>
    createUploadSession(context, request, user, message),
  ),
  route('GET', ATTACHMENT, (context, request, [user, message, attachment]) =>
    getAttachment(context, request, user, message, attachment),
  ),
  route('DELETE', ATTACHMENT, (context, _request, [user, message, attachment]) =>
    deleteAttachment(context, user, message, attachment),
  ),
];

/** What the application may do: everywhere by its token, or in the mailboxes that Exchange names. */
type Access = {
  readonly roles: ReadonlySet<string>;
  readonly mailboxScope: readonly string[];
};

/** Does what a request asks, if the application may. @throws {GraphError} */
export function runOperation(
  context: GraphContext,
  request: GraphRequest,
  access: Access,
): GraphResponse {
  const segments = withoutFolderOfMessage(request.segments);
  const candidates = routes.filter(({ pattern }) => matches(pattern, segments));
  if (candidates.length === 0) {
    throw new GraphError(
      400,
      'BadRequest',
      `Resource not found for the segment '${segments.at(-1) ?? ''}'.`,
    );
  }
  const found = candidates.find(({ method }) => method === request.method);
  if (found === undefined) {
    throw new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed.');
  }
  checkAccess(context, segments, access);
  const ids = segments.filter((_segment, index) => found.pattern[index] === '*');
  return found.operation(context, request, [ids[0] ?? '', ids[1] ?? '', ids[2] ?? '']);
}

/** `…/mailFolders/{id}/messages/{id}/…` means the message, wherever it is. */
function withoutFolderOfMessage(segments: readonly string[]): readonly string[] {
  const isBelowMessages =
    segments.length > 5 && isSame(segments[2], 'mailFolders') && isSame(segments[4], 'messages');
  return isBelowMessages ? [...segments.slice(0, 2), ...segments.slice(4)] : segments;
}

function checkAccess(
  context: GraphContext,
  segments: readonly string[],
  { roles, mailboxScope }: Access,
): void {
  if (segments.length > 2) {
    if (roles.has('Mail.ReadWrite')) return;
    if (mailboxScope.includes(getPerson(context, segments[1] ?? '').address)) return;
    throw new GraphError(
      403,
      'ErrorAccessDenied',
      'Access is denied. Check credentials and try again.',
    );
  }
  if (roles.has('User.Read.All')) return;
  throw new GraphError(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  );
}

/** A name of the pattern counts before a `*`, so `createUploadSession` is no attachment's id. */
function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.length !== segments.length) return false;
  if (pattern.at(-1) === '*' && isSame(segments.at(-1), 'createUploadSession')) return false;
  return pattern.every((part, index) => part === '*' || isSame(part, segments[index]));
}

function isSame(left: string | undefined, right: string | undefined): boolean {
  return left?.toLowerCase() === right?.toLowerCase();
}

function route(method: string, pattern: string, operation: Operation): Route {
  return { method, pattern: pattern.split('/'), operation };
}
