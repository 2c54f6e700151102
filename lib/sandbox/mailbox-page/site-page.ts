import { createHash } from 'node:crypto';
import { html, Html } from '#lib/sandbox/http/html.ts';
import { STYLE } from '#lib/sandbox/mailbox-page/style.ts';

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** No scripts at all; a message's own markup is shown in a frame of its own. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  'img-src data:',
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page of the mailbox browser. */
export function sitePage(title: string, content: Html) {
  const markup = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <title>${title} - Sandbox mailboxes</title>
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <header>
          <a href="/">Mailboxes</a>
          <span class="tag">Sandbox</span>
          <span class="small">stands in for Outlook; nobody here is real</span>
        </header>
        ${content}
      </body>
    </html>`;
  return { markup, contentSecurityPolicy: CONTENT_SECURITY_POLICY };
}

/** Somebody's initials on a colour of their own. */
export function avatar(name: string): Html {
  const hue = createHash('sha256').update(name).digest().readUInt8() % 8;
  const initials = name
    .split(' ')
    .slice(0, 2)
    .map((word) => word.slice(0, 1))
    .join('');
  return html`<span class="avatar hue${hue}" aria-hidden="true">${initials}</span>`;
}

/** Marks what has files, in words for those who do not see it. */
export const paperclip = html`<svg viewBox="0 0 12 12" role="img" aria-label="Attachment">
  <path d="M9.5 5 5.6 8.9a2 2 0 0 1-2.9-2.9l4.6-4.5a1.3 1.3 0 0 1 1.9 1.9L4.8 7.8" />
</svg>`;

/** `2026-11-03 15:05 UTC` */
export function formatTime(isoTime: string): string {
  return `${isoTime.slice(0, 10)} ${isoTime.slice(11, 16)} UTC`;
}

export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
