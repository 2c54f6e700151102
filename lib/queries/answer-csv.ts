import 'server-only';
import { answerRefusal } from '#lib/queries/route-query.ts';

type CsvFile = { readonly fileName: string; readonly csv: string | ReadableStream<Uint8Array> };

/** What a route handler answers with a file to download, or why there is none. */
export async function answerCsv(open: () => Promise<CsvFile>): Promise<Response> {
  try {
    const { fileName, csv } = await open();
    return new Response(csv, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    return answerRefusal(error);
  }
}
