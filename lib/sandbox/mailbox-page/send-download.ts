import type { ServerResponse } from 'node:http';

/** A file to save: never shown in place, whatever it claims to be. */
export function sendDownload(
  response: ServerResponse,
  file: { readonly name: string; readonly contentType: string; readonly content: Buffer | string },
): void {
  const bytes = Buffer.from(file.content);
  const encodedName = encodeURIComponent(file.name).replace(/['()*]/g, escapeMark);
  const isMediaType = /^[\w.+-]+\/[\w.+-]+$/.test(file.contentType);
  response.writeHead(200, {
    'Content-Type': isMediaType ? file.contentType : 'application/octet-stream',
    'Content-Length': bytes.length,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodedName}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  response.end(bytes);
}

function escapeMark(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
}
