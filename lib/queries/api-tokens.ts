import 'server-only';
import { authorize } from '#lib/auth/session.ts';
import { listApiTokens as listRows } from '#lib/db/api-tokens.ts';
import { database } from '#lib/db/client.ts';
import { apiTokenViewSchema, type ApiTokenView } from '#lib/domain/api-tokens/api-token-view.ts';

/** Those that were revoked long ago are in the audit log. */
const TOKENS_SHOWN = 300;

/** Every token there is, the newest first. @throws {AppError} `signed-out` or `forbidden` */
export async function listApiTokens(): Promise<readonly ApiTokenView[]> {
  await authorize('api-tokens.manage');
  const now = new Date();
  const rows = await listRows(database(), TOKENS_SHOWN);
  return rows.map((row) =>
    apiTokenViewSchema.parse({
      ...row,
      state: row.revokedAt !== null ? 'revoked' : row.expiresAt <= now ? 'expired' : 'active',
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      revokedAt: row.revokedAt?.toISOString() ?? null,
    }),
  );
}
