import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { z } from 'zod';
import type { SessionUser } from '#lib/auth/session-user.ts';
import { env } from '#lib/config/env.ts';
import { findOpenApiToken, noteApiTokenUse } from '#lib/db/api-tokens.ts';
import { database } from '#lib/db/client.ts';
import { API_TOKEN_ROLES } from '#lib/domain/api-tokens/api-token.ts';
import { hashApiToken, readBearerToken } from '#lib/domain/api-tokens/token-secret.ts';
import { AppError } from '#lib/domain/errors.ts';

/** When a token was used last is kept to the minute: a write for each request would be worth nothing. */
const USE_NOTED_AGAIN_MS = 60_000;

const caller = new AsyncLocalStorage<{ readonly user: SessionUser }>();

/** The program whose token came with the request; null outside the API. */
export function findApiCaller(): { readonly user: SessionUser } | null {
  return caller.getStore() ?? null;
}

/**
 * Does the work as the program whose token the header bears: `authorize` asks what that one may see,
 * and the audit log names it. A session of a person counts for nothing here, so no other site can use
 * one. The token is found by its hash: how long that takes says nothing of the token.
 * @throws {AppError} `token-missing`, or `token-refused` when it is unknown, revoked or expired
 */
export async function asApiCaller<Result>(
  authorization: string | null,
  work: () => Promise<Result>,
): Promise<Result> {
  if (authorization === null) throw new AppError('token-missing', 'This needs a bearer token.');
  const token = readBearerToken(authorization);
  const now = new Date();
  const found =
    token === null ? null : await findOpenApiToken(database(), hashApiToken(token), now);
  if (found === null) {
    throw new AppError('token-refused', 'This token is unknown, revoked or expired.');
  }
  const { id, name, role, lastUsedAt } = found;
  if (lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= USE_NOTED_AGAIN_MS) {
    await noteApiTokenUse(database(), id, now);
  }
  const user: SessionUser = {
    id: `api-token:${id}`,
    tenantId: env().microsoft.tenantId,
    name,
    email: `API token ${name}`,
    roles: [z.enum(API_TOKEN_ROLES).parse(role)],
    globalAdministrator: 'no',
  };
  return caller.run({ user }, work);
}
