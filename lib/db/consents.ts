import { z } from 'zod';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Database, Transaction } from '#lib/db/client.ts';
import { consentRefusalSchema, type ConsentRefusal } from '#lib/domain/wizard/admin-consent.ts';
import { missingPermissions, type AppPermission } from '#lib/domain/wizard/app-permissions.ts';

const consentSchema = z.object({
  permissions: z.array(z.string()),
  grantedBy: z.string().nullable(),
  grantedAt: z.date(),
  scopedMailbox: z.string().nullable(),
});
export type Consent = z.infer<typeof consentSchema>;

/** A tenant, and what this deployment needs there. */
export type ConsentNeeds = {
  readonly tenantId: string;
  readonly permissions: readonly AppPermission[];
};

/** The tenant's consent as Custody has seen it; null when there is none, or it lacks a permission. */
export async function findConsent(
  db: Database | Transaction,
  { tenantId, permissions }: ConsentNeeds,
): Promise<Consent | null> {
  const row = await db.consent.findUnique({
    where: { tenantId },
    select: { permissions: true, grantedBy: true, grantedAt: true, scopedMailbox: true },
  });
  if (row === null) return null;
  const consent = consentSchema.parse(row);
  return missingPermissions(permissions, consent.permissions).length === 0 ? consent : null;
}

export async function saveConsent(db: Database, tenantId: string, consent: Consent): Promise<void> {
  await db.consent.upsert({
    where: { tenantId },
    create: { tenantId, ...consent },
    update: consent,
  });
}

export type NewConsentRequest = {
  readonly stateSha256: string;
  readonly draftId: string | null;
  readonly linkId: string | null;
  readonly tenantId: string;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly expiresAt: Date;
};

export async function insertConsentRequest(
  db: Database,
  request: NewConsentRequest,
): Promise<void> {
  await db.consentRequest.create({ data: request });
}

export type ConsentRequest = {
  readonly id: string;
  /** The draft it was begun from, if any. */
  readonly draft: { readonly id: string; readonly kind: string } | null;
  /** The link it was begun from, if any. */
  readonly linkId: string | null;
  readonly refusal: ConsentRefusal | null;
};

const requestColumns = {
  id: true,
  draft: { select: { id: true, kind: true } },
  linkId: true,
  refusal: true,
} as const;
const requestSchema = z.object({
  id: z.string(),
  draft: z.object({ id: z.string(), kind: z.string() }).nullable(),
  linkId: z.string().nullable(),
  refusal: consentRefusalSchema.nullable(),
});

type TakeRequest = {
  readonly stateSha256: string;
  readonly requestedBy: string;
  readonly tenantId: string;
  readonly now: Date;
};

/** Takes the request that the state belongs to: once, in time, and by the person who made it. */
export async function takeConsentRequest(
  db: Database,
  { now, ...of }: TakeRequest,
): Promise<ConsentRequest | null> {
  const [row] = await db.consentRequest.updateManyAndReturn({
    where: { ...of, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: requestColumns,
  });
  return row === undefined ? null : requestSchema.parse(row);
}

export async function refuseConsentRequest(
  db: Database,
  requestId: string,
  refusal: ConsentRefusal,
): Promise<void> {
  await db.consentRequest.update({ where: { id: requestId }, data: { refusal } });
}

export async function findConsentRequest(
  db: Database,
  by: { readonly requestId: string; readonly requestedBy: string },
): Promise<ConsentRequest | null> {
  const row = await db.consentRequest.findFirst({
    where: { id: by.requestId, requestedBy: by.requestedBy },
    select: requestColumns,
  });
  return row === null ? null : requestSchema.parse(row);
}

/** Who said yes last on Microsoft's page, and when; null when nobody has since then. */
export async function findAcceptance(
  db: Database,
  { tenantId, since }: { readonly tenantId: string; readonly since: Date },
): Promise<{ readonly by: string; readonly at: Date } | null> {
  const row = await db.consentRequest.findFirst({
    where: { tenantId, usedAt: { gte: since }, refusal: { equals: Prisma.AnyNull } },
    orderBy: { usedAt: 'desc' },
    select: { usedAt: true, requestedByName: true },
  });
  return row?.usedAt == null ? null : { by: row.requestedByName, at: row.usedAt };
}
