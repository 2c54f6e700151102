import type { ServerResponse } from 'node:http';
import { GraphError } from '#lib/sandbox/graph/graph-error.ts';
import { parseObjectId } from '#lib/sandbox/graph/operations/object-id.ts';
import { Html } from '#lib/sandbox/http/html.ts';
import { sendHtml } from '#lib/sandbox/http/respond.ts';
import { mailboxPage } from '#lib/sandbox/mailbox-page/mailbox-page.ts';
import { sendDownload } from '#lib/sandbox/mailbox-page/send-download.ts';
import type { SiteContext } from '#lib/sandbox/mailbox-page/site-context.ts';
import type { StoredFolder } from '#lib/sandbox/mailboxes/folders.ts';
import type { StoredMessage } from '#lib/sandbox/mailboxes/messages.ts';
import { findPerson, type Person } from '#lib/sandbox/organisation/organisation.ts';

/** A message's own markup: in a frame, without scripts, forms or anything from elsewhere. */
const BODY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'";

/**
 * `/mailboxes/<address>/<folder>/<message>`, its `/body` and `/attachments/<id>`.
 * @param parts after `/mailboxes/`, decoded; a message goes by its number here or its id in Graph
 * @returns false when there is no such thing
 */
export function sendMailboxPage(
  context: SiteContext,
  response: ServerResponse,
  parts: readonly string[],
  page: number,
): boolean {
  const [address = '', folderName, messageText, part, attachmentText, ...rest] = parts;
  const person = findPerson(context.organisation, address);
  if (person?.hasMailbox !== true || rest.length > 0) return false;

  const folder = folderName === undefined ? undefined : findFolder(context, person, folderName);
  const message = messageText === undefined ? undefined : findMessage(context, person, messageText);
  if (folderName !== undefined && folder === undefined) return false;
  if (messageText !== undefined && message?.folderId !== folder?.id) return false;

  if (part === undefined) {
    sendHtml(response, 200, mailboxPage(context, { person, folder, message, page }));
    return true;
  }
  if (message === undefined) return false;
  if (part === 'body' && attachmentText === undefined) {
    const markup = new Html(message.content.body.content);
    sendHtml(response, 200, { markup, contentSecurityPolicy: BODY_POLICY });
    return true;
  }
  return part === 'attachments' && sendAttachment(context, response, message, attachmentText);
}

function sendAttachment(
  { store }: SiteContext,
  response: ServerResponse,
  message: StoredMessage,
  attachmentText: string | undefined,
): boolean {
  const attachment = store.attachments.find(message.id, Number(attachmentText));
  if (attachment === undefined) return false;
  sendDownload(response, { ...attachment, content: store.attachments.readContent(attachment.id) });
  return true;
}

function findFolder(
  { store }: SiteContext,
  person: Person,
  name: string,
): StoredFolder | undefined {
  return store.folders.findByName(person.id, name);
}

function findMessage(
  { store }: SiteContext,
  person: Person,
  text: string,
): StoredMessage | undefined {
  if (/^\d{1,15}$/.test(text)) return store.messages.find(person.id, Number(text));
  try {
    return store.messages.find(person.id, parseObjectId('message', person.id, text));
  } catch (error) {
    if (error instanceof GraphError) return undefined;
    throw error;
  }
}
