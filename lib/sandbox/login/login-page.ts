import { createHash } from 'node:crypto';
import { html, Html } from '#lib/sandbox/http/html.ts';

const STYLE = `
:root { color-scheme: light dark; --page: #f2f2f2; --card: #fff; --ink: #1b1b1b; --soft: #605e5c;
  --line: #e1dfdd; --hover: #f3f2f1; --accent: #0067b8; --accent-ink: #fff; --note: #fff4ce; --note-ink: #4a3b00; }
@media (prefers-color-scheme: dark) { :root { --page: #141414; --card: #242424; --ink: #f5f5f5;
  --soft: #b3b0ad; --line: #3d3d3d; --hover: #303030; --accent: #4aa3e8; --accent-ink: #0b1a26;
  --note: #433519; --note-ink: #fdf0c8; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page);
  color: var(--ink); font: 15px/1.4 "Segoe UI", system-ui, sans-serif; padding: 16px; }
main { width: min(440px, 100%); background: var(--card); padding: 44px; box-shadow: 0 2px 6px rgb(0 0 0 / .2); }
@media (max-width: 600px) { main { padding: 24px; } }
.brand { margin-bottom: 16px; font-weight: 600; }
.brand span { display: block; color: var(--soft); font-weight: 400; font-size: 13px; }
h1 { font-size: 24px; line-height: 28px; font-weight: 600; margin: 0 0 12px; }
p { margin: 0 0 12px; }
.soft { color: var(--soft); font-size: 13px; }
.note { background: var(--note); color: var(--note-ink); padding: 8px 12px; font-size: 13px; margin: 0 0 16px; }
ul { list-style: none; margin: 0 -44px 12px; padding: 0; }
@media (max-width: 600px) { ul { margin: 0 -24px 12px; } }
.account { display: flex; gap: 12px; align-items: center; width: 100%; padding: 10px 44px; border: 0;
  background: none; color: inherit; font: inherit; text-align: left; cursor: pointer; }
@media (max-width: 600px) { .account { padding: 10px 24px; } }
.account:hover { background: var(--hover); }
.account:focus-visible, .button:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.initials { flex: none; width: 40px; height: 40px; border-radius: 50%; display: grid; place-items: center;
  background: var(--accent); color: var(--accent-ink); font-weight: 600; font-size: 14px; }
.account div { min-width: 0; overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--accent); margin-bottom: 8px; }
.buttons { display: flex; justify-content: flex-end; gap: 8px; margin-top: 20px; }
.button { min-width: 108px; padding: 6px 12px; border: 1px solid transparent; background: var(--hover);
  color: var(--ink); font: inherit; cursor: pointer; text-decoration: none; text-align: center; }
.button.primary { background: var(--accent); color: var(--accent-ink); }
a { color: var(--accent); }
.permission { border-top: 1px solid var(--line); padding: 10px 0; }
.permission strong { display: block; font-weight: 600; }
code { font-size: 12px; overflow-wrap: anywhere; }
`;

const SUBMIT = "document.querySelector('form').requestSubmit();";

/** Sends the only form of a page at once. */
export const submitAtOnce = new Html(`<script>${SUBMIT}</script>`);

/** No `form-action`: browsers apply it to the redirect that leads back to the portal, too. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src '${hashSource(STYLE)}'`,
  `script-src '${hashSource(SUBMIT)}'`,
  'img-src data:',
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A card in the middle of the page, in the manner of Microsoft's sign-in, marked as the sandbox. */
export function loginPage(title: string, content: Html) {
  const markup = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <title>${title} - Sandbox sign-in</title>
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>
          <div class="brand">Sandbox sign-in <span>stands in for Microsoft Entra ID</span></div>
          ${content}
        </main>
      </body>
    </html>`;
  return { markup, contentSecurityPolicy: CONTENT_SECURITY_POLICY };
}

function hashSource(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
