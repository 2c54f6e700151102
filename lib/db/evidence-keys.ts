import type { Database, Transaction } from '#lib/db/client.ts';

export type EvidenceKeyRow = {
  readonly id: string;
  /** PEM. */
  readonly publicKey: string;
  /** Sealed. */
  readonly privateKey: Uint8Array<ArrayBuffer>;
  readonly createdAt: Date;
};

/** The key that signs now; null before the first. */
export async function findActiveEvidenceKey(db: Transaction) {
  return db.evidenceKey.findFirst({
    where: { retiredAt: null },
    select: { id: true, privateKey: true },
  });
}

/** @throws {Error} when there is none. */
export async function getSealedEvidenceKey(db: Transaction, id: string): Promise<Uint8Array> {
  const { privateKey } = await db.evidenceKey.findUniqueOrThrow({
    where: { id },
    select: { privateKey: true },
  });
  return privateKey;
}

/** Does nothing when another key signs already: the unique index decides. */
export async function insertEvidenceKey(db: Transaction, key: EvidenceKeyRow): Promise<void> {
  await db.evidenceKey.createMany({ data: key, skipDuplicates: true });
}

/** A new key takes the place of the present one, which stays for what it signed. */
export async function replaceEvidenceKey(db: Database, key: EvidenceKeyRow): Promise<void> {
  await db.$transaction([
    db.evidenceKey.updateMany({
      where: { retiredAt: null },
      data: { retiredAt: key.createdAt },
    }),
    db.evidenceKey.create({ data: key, select: { id: true } }),
  ]);
}

/** Every key that ever signed, the oldest first. */
export async function listPublicEvidenceKeys(db: Transaction) {
  return db.evidenceKey.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, publicKey: true, createdAt: true, retiredAt: true },
  });
}
