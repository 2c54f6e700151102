import type { Database, Transaction } from '#lib/db/client.ts';

export type NewConsentLink = {
  readonly id: string;
  readonly draftId: string | null;
  readonly tenantId: string;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

export async function insertConsentLink(
  transaction: Transaction,
  link: NewConsentLink,
): Promise<void> {
  await transaction.consentLink.create({ data: link, select: { id: true } });
}

/** A link of the tenant, in whatever state. */
export async function findConsentLink(
  db: Database | Transaction,
  { linkId, tenantId }: { readonly linkId: string; readonly tenantId: string },
) {
  return db.consentLink.findFirst({
    where: { id: linkId, tenantId },
    select: {
      id: true,
      createdByName: true,
      expiresAt: true,
      revokedAt: true,
      usedAt: true,
      usedByName: true,
    },
  });
}

type LinksOf = { readonly createdBy: string; readonly draftId: string | null; readonly now: Date };

function isOpen({ createdBy, draftId, now }: LinksOf) {
  return { createdBy, draftId, usedAt: null, revokedAt: null, expiresAt: { gt: now } };
}

/** One's own link of a draft that can be used now; null when there is none. */
export async function findOpenConsentLink(db: Database, links: LinksOf) {
  return db.consentLink.findFirst({
    where: isOpen(links),
    orderBy: { createdAt: 'desc' },
    select: { id: true, expiresAt: true },
  });
}

/** Of one's own links of a draft none can be used any more. @returns how many could */
export async function revokeConsentLinks(transaction: Transaction, links: LinksOf) {
  const { count } = await transaction.consentLink.updateMany({
    where: isOpen(links),
    data: { revokedAt: links.now },
  });
  return count;
}

/** Somebody consented who had followed it. */
export async function useConsentLink(
  db: Database,
  linkId: string,
  use: { readonly by: string; readonly now: Date },
): Promise<void> {
  await db.consentLink.updateMany({
    where: { id: linkId, usedAt: null },
    data: { usedAt: use.now, usedByName: use.by },
  });
}
