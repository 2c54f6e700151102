import 'server-only';
import path from 'node:path';
import { answerRefusal } from '#lib/queries/route-query.ts';

export type Download = {
  /** Its ending says what it is. */
  readonly fileName: `${string}.${keyof typeof CONTENT_TYPES}`;
  readonly bytes: string | ReadableStream<Uint8Array>;
};

const CONTENT_TYPES = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  zip: 'application/zip',
} as const;

/** What a route handler answers with a file to download, or why there is none. */
export async function answerFile(open: () => Promise<Download>): Promise<Response> {
  try {
    const { fileName, bytes } = await open();
    return new Response(bytes, {
      headers: {
        'content-type': contentTypeOf(fileName),
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    return answerRefusal(error);
  }
}

function contentTypeOf(fileName: string): string {
  const ending = path.extname(fileName);
  return (
    Object.entries(CONTENT_TYPES).find(([name]) => ending === `.${name}`)?.[1] ??
    'application/octet-stream'
  );
}
