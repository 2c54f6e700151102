import { z } from 'zod';
import type { Database, Transaction } from '#lib/db/client.ts';
import { missingPermissions } from '#lib/domain/wizard/graph-permissions.ts';
import { consentRefusalSchema, type ConsentRefusal } from '#lib/domain/wizard/admin-consent.ts';

const consentSchema = z.object({
  permissions: z.array(z.string()),
  grantedBy: z.string(),
  grantedAt: z.date(),
});
export type Consent = z.infer<typeof consentSchema>;

/** The tenant's consent as Custody has seen it; null when there is none, or it lacks a permission. */
export async function findConsent(
  db: Database | Transaction,
  tenantId: string,
): Promise<Consent | null> {
  const row = await db.consent.findUnique({
    where: { tenantId },
    select: { permissions: true, grantedBy: true, grantedAt: true },
  });
  if (row === null) return null;
  const consent = consentSchema.parse(row);
  return missingPermissions(consent.permissions).length === 0 ? consent : null;
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
  readonly tenantId: string;
  readonly requestedBy: string;
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
  readonly refusal: ConsentRefusal | null;
};

const requestColumns = {
  id: true,
  draft: { select: { id: true, kind: true } },
  refusal: true,
} as const;
const requestSchema = z.object({
  id: z.string(),
  draft: z.object({ id: z.string(), kind: z.string() }).nullable(),
  refusal: consentRefusalSchema.nullable(),
});

/** Takes the request that the state belongs to: once, in time, and by the person who made it. */
export async function takeConsentRequest(
  db: Database,
  by: { readonly stateSha256: string; readonly requestedBy: string; readonly now: Date },
): Promise<ConsentRequest | null> {
  const [row] = await db.consentRequest.updateManyAndReturn({
    where: {
      stateSha256: by.stateSha256,
      requestedBy: by.requestedBy,
      usedAt: null,
      expiresAt: { gt: by.now },
    },
    data: { usedAt: by.now },
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
