import { randomUUID } from 'node:crypto';
import { writeAuditEntry } from '#lib/db/audit.ts';
import { insertConsentLink, revokeConsentLinks } from '#lib/db/consent-links.ts';
import { findDraft } from '#lib/db/drafts.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import { CONSENT_LINK_DAYS } from '#lib/domain/wizard/consent-link.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

const DAY_MS = 24 * 3600 * 1000;

type OfDraft = {
  readonly actor: Actor & AuditActor;
  /** Null for a deployment that lost its consent, with no setup under way. */
  readonly draftId: string | null;
};

/**
 * Makes a link for a Global Administrator, valid for some days and for one consent. One made before
 * for the same setup can no longer be used.
 * @throws {AppError} `draft-not-found`
 */
export async function createConsentLink(
  { db, auditKey, now: clock }: Services,
  { actor, draftId }: OfDraft,
): Promise<{ id: string; expiresAt: Date }> {
  const now = clock();
  const id = randomUUID();
  const expiresAt = new Date(now.getTime() + CONSENT_LINK_DAYS * DAY_MS);
  await db.$transaction(async (transaction) => {
    if (draftId !== null && (await findDraft(transaction, { draftId, owner: actor.id })) === null) {
      throw new AppError('draft-not-found', 'This draft no longer exists.');
    }
    await revokeConsentLinks(transaction, { createdBy: actor.id, draftId, now });
    await insertConsentLink(transaction, {
      id,
      draftId,
      tenantId: actor.tenantId,
      createdBy: actor.id,
      createdByName: actor.email,
      createdAt: now,
      expiresAt,
    });
    await writeAuditEntry(transaction, auditKey, {
      at: now,
      actor,
      action: 'consent-link-created',
      connectorId: null,
      subjects: {},
      details: { linkId: id, expiresAt: expiresAt.toISOString() },
    });
  });
  return { id, expiresAt };
}

/** Takes one's own link of a setup back. Taking back what is used or expired does nothing. */
export async function revokeConsentLink(
  { db, auditKey, now: clock }: Services,
  { actor, draftId }: OfDraft,
): Promise<void> {
  const now = clock();
  await db.$transaction(async (transaction) => {
    if ((await revokeConsentLinks(transaction, { createdBy: actor.id, draftId, now })) === 0) {
      return;
    }
    await writeAuditEntry(transaction, auditKey, {
      at: now,
      actor,
      action: 'consent-link-revoked',
      connectorId: null,
      subjects: {},
      details: {},
    });
  });
}
