import type { ServerResponse } from 'node:http';
import type { Html } from '#lib/sandbox/http/html.ts';

/** @param contentSecurityPolicy what the page may load; everything it needs is inside it */
export function sendHtml(
  response: ServerResponse,
  status: number,
  page: { readonly markup: Html; readonly contentSecurityPolicy: string },
): void {
  const bytes = Buffer.from(page.markup.markup);
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': bytes.length,
    'Content-Security-Policy': page.contentSecurityPolicy,
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  response.end(bytes);
}

export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { Location: location, 'Cache-Control': 'no-store' });
  response.end();
}
