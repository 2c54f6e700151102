import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { html } from '#lib/sandbox/http/html.ts';
import { isOwnOrigin, readForm } from '#lib/sandbox/http/request-body.ts';
import { redirect, sendHtml } from '#lib/sandbox/http/respond.ts';
import { homePage } from '#lib/sandbox/mailbox-page/home-page.ts';
import { sendMailboxPage } from '#lib/sandbox/mailbox-page/mailbox-routes.ts';
import { sendDownload } from '#lib/sandbox/mailbox-page/send-download.ts';
import type { SiteContext } from '#lib/sandbox/mailbox-page/site-context.ts';
import { sitePage } from '#lib/sandbox/mailbox-page/site-page.ts';
import { sampleMappingFile } from '#lib/sandbox/organisation/sample-mapping-file.ts';
import { accountDirectory } from '#lib/sandbox/sftp/sftp-server.ts';

/** The pages to look into the mailboxes: everything that is neither sign-in nor Graph. */
export async function handleMailboxSite(
  context: SiteContext,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const parts = decodePath(url.pathname);
  if (request.method === 'POST' && parts.join('/') === 'consent/revoke' && isOwnOrigin(request)) {
    await context.permissions.revoke();
    redirect(response, '/');
    return;
  }
  if (request.method === 'POST' && parts.join('/') === 'host-key/replace' && isOwnOrigin(request)) {
    await context.sftp.replaceHostKey();
    redirect(response, '/');
    return;
  }
  if (request.method === 'POST' && parts.join('/') === 'consent/limit' && isOwnOrigin(request)) {
    const form = await readForm(request);
    await context.permissions.limitTo((form.get('mailboxes') ?? '').split(/[\s,;]+/));
    redirect(response, '/');
    return;
  }
  const isFound = request.method === 'GET' && (await sendPage(context, response, parts, url));
  if (isFound) return;
  const content = html`<main class="empty">
    <h1>Nothing here</h1>
    <p>It may have been moved or deleted. <a href="/">Back to everybody</a></p>
  </main>`;
  sendHtml(response, 404, sitePage('Nothing here', content));
}

async function sendPage(
  context: SiteContext,
  response: ServerResponse,
  [first, ...rest]: readonly string[],
  { searchParams }: URL,
): Promise<boolean> {
  if (first === undefined) {
    sendHtml(response, 200, await homePage(context, searchParams.get('search') ?? ''));
    return true;
  }
  if (first === 'mailboxes') {
    const page = Math.trunc(Number(searchParams.get('page') ?? 1));
    return sendMailboxPage(context, response, rest, page >= 1 && page < 1e9 ? page : 1);
  }
  if (first === 'packages') return sendPackage(context, response, rest);
  if (first === 'sample-mapping.csv' && rest.length === 0) {
    sendDownload(response, {
      name: first,
      contentType: 'text/csv',
      content: sampleMappingFile(context.organisation),
    });
    return true;
  }
  return false;
}

async function sendPackage(
  { sftp }: SiteContext,
  response: ServerResponse,
  [username, name]: readonly string[],
): Promise<boolean> {
  const account = sftp.accounts.find((candidate) => candidate.username === username);
  if (account === undefined || name === undefined) return false;
  const directory = accountDirectory(sftp.directory, account.username);
  // Only a name that the directory lists: what comes from outside never becomes a path.
  const listed = (await readdir(directory)).find((entry) => entry === name);
  if (listed?.endsWith('.zip') !== true) return false;
  const content = await readFile(path.join(directory, listed));
  sendDownload(response, { name: listed, contentType: 'application/zip', content });
  return true;
}

function decodePath(pathname: string): readonly string[] {
  try {
    return pathname.split('/').filter(Boolean).map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) return ['malformed'];
    throw error;
  }
}
