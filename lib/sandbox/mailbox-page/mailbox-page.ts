import { html, type Html } from '#lib/sandbox/http/html.ts';
import { messagePane } from '#lib/sandbox/mailbox-page/message-pane.ts';
import { mailboxPath, type SiteContext } from '#lib/sandbox/mailbox-page/site-context.ts';
import { formatTime, paperclip, sitePage } from '#lib/sandbox/mailbox-page/site-page.ts';
import type { StoredFolder } from '#lib/sandbox/mailboxes/folders.ts';
import type { StoredMessage } from '#lib/sandbox/mailboxes/messages.ts';
import type { Person } from '#lib/sandbox/organisation/organisation.ts';

const MESSAGES_PER_PAGE = 50;
const PREVIEW_LENGTH = 90;

type MailboxPage = {
  readonly person: Person;
  /** The one whose messages are listed; the first archive is, when none was asked for. */
  readonly folder: StoredFolder | undefined;
  readonly message: StoredMessage | undefined;
  /** Counts from 1. */
  readonly page: number;
};

/** Folders, the messages of one, and a message, side by side; on a phone the last of them. */
export function mailboxPage(context: SiteContext, { person, folder, message, page }: MailboxPage) {
  const folders = context.store.folders.list(person.id);
  const listed =
    folder ?? folders.find(({ wellKnownName }) => wellKnownName === null) ?? folders[0];
  const shows = message ? 'message' : folder ? 'items' : 'folders';
  return sitePage(
    message?.subject ?? person.displayName,
    html`<main class="mail" data-shows="${shows}">
      <nav class="pane folders" aria-label="Folders">
        <div class="head">
          <a class="back" href="/">‹ Everybody</a>
          <h1>${person.displayName}</h1>
          <div class="small soft clip">${person.address}</div>
        </div>
        <ul>
          ${folders.map((one) => folderRow(context, person, one, one.id === listed?.id))}
        </ul>
      </nav>
      ${listed === undefined ? null : messageList(context, person, listed, { page, message })}
      <section class="pane message" aria-label="Message">
        ${
          message === undefined || listed === undefined
            ? html`<p class="empty">Choose a message to read it.</p>`
            : messagePane(context, person, listed, message)
        }
      </section>
    </main>`,
  );
}

function folderRow(
  { store }: SiteContext,
  person: Person,
  folder: StoredFolder,
  isCurrent: boolean,
): Html {
  const { total } = store.folders.countItems(folder);
  return html`<li>
    <a href="${mailboxPath(person.address, folder.displayName)}" ${current(isCurrent)}>
      <span class="clip">${folder.displayName}</span>
      <span class="soft">${total > 0 ? total : null}</span>
    </a>
  </li>`;
}

function messageList(
  { store }: SiteContext,
  person: Person,
  folder: StoredFolder,
  chosen: { readonly page: number; readonly message: StoredMessage | undefined },
): Html {
  const skip = (chosen.page - 1) * MESSAGES_PER_PAGE;
  const found = store.messages.list({
    mailbox: person.id,
    folderId: folder.id,
    skip,
    top: MESSAGES_PER_PAGE + 1,
  });
  const address = mailboxPath(person.address, folder.displayName);
  const link = (page: number, text: string) => html`<a href="${address}?page=${page}">${text}</a>`;
  return html`<section class="pane items" aria-label="${folder.displayName}">
    <div class="head">
      <a class="back" href="${mailboxPath(person.address)}">‹ Folders</a>
      <h1>${folder.displayName}</h1>
    </div>
    ${found.length === 0 ? html`<p class="empty">Nothing in ${folder.displayName}.</p>` : null}
    <ul>
      ${found.slice(0, MESSAGES_PER_PAGE).map((message) => {
        const href = `${mailboxPath(person.address, folder.displayName, message.id)}?page=${chosen.page}`;
        return messageRow(message, href, message.id === chosen.message?.id);
      })}
    </ul>
    <div class="pages">
      <span>${chosen.page > 1 ? link(chosen.page - 1, '‹ Newer') : null}</span>
      <span>${found.length > MESSAGES_PER_PAGE ? link(chosen.page + 1, 'Older ›') : null}</span>
    </div>
  </section>`;
}

function messageRow(message: StoredMessage, href: string, isCurrent: boolean): Html {
  const { from, body } = message.content;
  const sender = from?.emailAddress.name ?? from?.emailAddress.address ?? 'Nobody';
  // Markup is not text, so it has no preview.
  const preview = body.contentType === 'text' ? body.content.slice(0, PREVIEW_LENGTH) : '';
  return html`<li>
    <a href="${href}" class="${message.isRead ? '' : 'unread'}" ${current(isCurrent)}>
      <div class="row">
        <span class="clip">${sender}</span>
        <span class="small soft"
          >${message.isDraft ? html`<span class="tag warn">Draft</span>` : null}
          ${message.hasAttachments ? paperclip : null}
          ${formatTime(message.receivedAt).slice(5, 16)}</span
        >
      </div>
      <div class="clip">${message.subject}</div>
      <div class="small soft clip">${preview}</div>
    </a>
  </li>`;
}

function current(isCurrent: boolean): Html | null {
  return isCurrent ? html`aria-current="page"` : null;
}
