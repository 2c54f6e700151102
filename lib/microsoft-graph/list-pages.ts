import { z } from 'zod';
import type { GraphClient } from '#lib/microsoft-graph/graph-client.ts';
import { toNetworkError } from '#lib/microsoft-graph/graph-errors.ts';

/** Every entry of a collection, page by page. @throws {PortError} */
export async function* listPages<Entry>(
  client: GraphClient,
  first: { readonly url: string; readonly mailbox: string },
  entrySchema: z.ZodType<Entry>,
): AsyncGenerator<Entry> {
  const pageSchema = z.object({
    value: z.array(entrySchema),
    '@odata.nextLink': z.string().optional(),
  });
  for (let url: string | undefined = first.url; url !== undefined;) {
    const { mailbox } = first;
    const { body } = await client.send({ method: 'GET', url, mailbox, isWrite: false });
    const page = pageSchema.safeParse(body);
    if (!page.success) throw toNetworkError(page.error, { isWrite: false });
    yield* page.data.value;
    url = page.data['@odata.nextLink'];
  }
}
