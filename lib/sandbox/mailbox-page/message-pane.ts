import { html, type Html } from '#lib/sandbox/http/html.ts';
import { mailboxPath, type SiteContext } from '#lib/sandbox/mailbox-page/site-context.ts';
import { avatar, formatSize, formatTime, paperclip } from '#lib/sandbox/mailbox-page/site-page.ts';
import type { StoredFolder } from '#lib/sandbox/mailboxes/folders.ts';
import type { Recipient, StoredMessage } from '#lib/sandbox/mailboxes/messages.ts';
import type { Person } from '#lib/sandbox/organisation/organisation.ts';

/** One message: who, when, what, its files, and what only programs see. */
export function messagePane(
  { store }: SiteContext,
  person: Person,
  folder: StoredFolder,
  message: StoredMessage,
): Html {
  const { content, properties } = message;
  const base = mailboxPath(person.address, folder.displayName, message.id);
  const attachments = store.attachments.list(message.id);
  const sender = content.from?.emailAddress.name ?? content.from?.emailAddress.address ?? '?';
  return html`<article class="reading">
    <a class="back" href="${mailboxPath(person.address, folder.displayName)}"
      >‹ ${folder.displayName}</a
    >
    <div class="row">
      <h1>${message.subject}</h1>
      ${message.isDraft ? html`<span class="tag warn">Draft</span>` : null}
    </div>
    <div class="person">
      ${avatar(sender)}
      <span>
        <span>${formatRecipient(content.from)}</span>
        <span class="small soft">${formatTime(message.receivedAt)}</span>
      </span>
    </div>
    <dl>${recipientRow('To', content.toRecipients)} ${recipientRow('Cc', content.ccRecipients)}</dl>
    ${
      attachments.length === 0
        ? null
        : html`<ul class="attachments" aria-label="Attachments">
            ${attachments.map(
              ({ id, name, sizeBytes }) =>
                html`<li>
                  <a href="${base}/attachments/${id}" download>
                    ${paperclip} ${name} <span class="small soft">${formatSize(sizeBytes)}</span>
                  </a>
                </li>`,
            )}
          </ul>`
    }
    ${
      content.body.contentType === 'text'
        ? html`<div class="text">${content.body.content}</div>`
        : html`<iframe sandbox src="${base}/body" title="Message text"></iframe>`
    }
    <details>
      <summary>Properties</summary>
      <dl class="small">
        ${propertyRow('Message-ID', message.internetMessageId)}
        ${propertyRow('Sent', formatTime(message.sentAt))}
        ${propertyRow('Filed', formatTime(message.createdAt))}
        ${propertyRow('Read', message.isRead ? 'yes' : 'no')}
      </dl>
      ${properties.map(
        ({ propertyId, value }) =>
          html`<div class="small soft">${propertyId}</div>
            <pre>${value}</pre>`,
      )}
    </details>
  </article>`;
}

function recipientRow(label: string, recipients: readonly Recipient[]): Html | null {
  if (recipients.length === 0) return null;
  return propertyRow(label, recipients.map(formatRecipient).join('; '));
}

function propertyRow(label: string, value: string): Html {
  return html`<dt>${label}</dt>
    <dd>${value}</dd>`;
}

function formatRecipient(recipient: Recipient | null): string {
  const { name = '', address = '' } = recipient?.emailAddress ?? {};
  if (name === '' || name === address) return address;
  return address === '' ? name : `${name} <${address}>`;
}
