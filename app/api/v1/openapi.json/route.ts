import { env } from '#lib/config/env.ts';
import { openApiDocument } from '#lib/domain/api/openapi-document.ts';

/** What the API can be asked, for anybody: it says nothing of this deployment but its address. */
export function GET(): Response {
  return Response.json(openApiDocument(env().portalUrl), {
    headers: { 'cache-control': 'no-store' },
  });
}
