import { randomBytes } from 'node:crypto';
import { countOpenApiTokens, insertApiToken } from '#lib/db/api-tokens.ts';
import { writeAuditEntry } from '#lib/db/audit.ts';
import type { NewApiToken } from '#lib/domain/api-tokens/api-token.ts';
import { endingOf, hashApiToken, writeApiToken } from '#lib/domain/api-tokens/token-secret.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { Services } from '#lib/operations/services.ts';

const DAY_MS = 24 * 3600 * 1000;
const RANDOM_BYTES = 32;
/** Each program has one of its own; nobody keeps an eye on more. */
const MOST_OPEN = 100;

/**
 * Makes a token for a program. It is told once, here, and never again.
 * @throws {AppError} `api-tokens-too-many`
 */
export async function createApiToken(
  { db, auditKey, now: clock }: Services,
  { actor, name, role, days }: NewApiToken & { readonly actor: AuditActor },
): Promise<{ token: string }> {
  const now = clock();
  const token = writeApiToken(randomBytes(RANDOM_BYTES));
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  const ending = endingOf(token);
  await db.$transaction(async (transaction) => {
    if ((await countOpenApiTokens(transaction, now)) >= MOST_OPEN) {
      throw new AppError('api-tokens-too-many', 'There are 100 tokens already. Revoke one first.');
    }
    await insertApiToken(transaction, {
      name,
      sha256: hashApiToken(token),
      ending,
      role,
      createdBy: actor.email,
      createdAt: now,
      expiresAt,
    });
    await writeAuditEntry(transaction, auditKey, {
      at: now,
      actor,
      action: 'api-token-created',
      connectorId: null,
      subjects: {},
      details: { name, ending, roles: role, expiresAt: expiresAt.toISOString() },
    });
  });
  return { token };
}
