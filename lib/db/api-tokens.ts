import type { Database, Transaction } from '#lib/db/client.ts';

export type NewApiTokenRow = {
  readonly name: string;
  readonly sha256: string;
  readonly ending: string;
  readonly role: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

/** @returns its id */
export async function insertApiToken(
  transaction: Transaction,
  token: NewApiTokenRow,
): Promise<string> {
  const { id } = await transaction.apiToken.create({ data: token, select: { id: true } });
  return id;
}

/** Never the hash. The newest first. */
export async function listApiTokens(db: Database, atMost: number) {
  return db.apiToken.findMany({
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: atMost,
    select: {
      id: true,
      name: true,
      ending: true,
      role: true,
      createdBy: true,
      createdAt: true,
      expiresAt: true,
      lastUsedAt: true,
      revokedAt: true,
      revokedBy: true,
    },
  });
}

/** How many can be used now. */
export async function countOpenApiTokens(transaction: Transaction, now: Date): Promise<number> {
  return transaction.apiToken.count({ where: { revokedAt: null, expiresAt: { gt: now } } });
}

/** Null when it was revoked already, or never was. */
export async function revokeApiToken(
  transaction: Transaction,
  { id, by, now }: { readonly id: string; readonly by: string; readonly now: Date },
): Promise<{ name: string; ending: string } | null> {
  const [revoked] = await transaction.apiToken.updateManyAndReturn({
    where: { id, revokedAt: null },
    data: { revokedAt: now, revokedBy: by },
    select: { name: true, ending: true },
  });
  return revoked ?? null;
}

/** The one with this hash, unless it has expired or was revoked. */
export async function findOpenApiToken(db: Database, sha256: string, now: Date) {
  return db.apiToken.findFirst({
    where: { sha256, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, name: true, role: true, lastUsedAt: true },
  });
}

export async function noteApiTokenUse(db: Database, id: string, now: Date): Promise<void> {
  await db.apiToken.updateMany({ where: { id }, data: { lastUsedAt: now } });
}
