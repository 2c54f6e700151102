import { useConsentLink } from '#lib/db/consent-links.ts';
import { refuseConsentRequest, takeConsentRequest, type ConsentRequest } from '#lib/db/consents.ts';
import { writeAuditEntry } from '#lib/db/audit.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError, PortError } from '#lib/domain/errors.ts';
import type { ConsentAnswer, ConsentRefusal } from '#lib/domain/wizard/admin-consent.ts';
import { hashState } from '#lib/operations/consent/start-consent.ts';
import { verifyConsent, type ConsentProbe } from '#lib/operations/consent/verify-consent.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

export type ReceiveConsentAnswer = {
  readonly actor: Actor & AuditActor;
  readonly answer: ConsentAnswer;
  readonly probe: ConsentProbe;
};

export type ConsentOutcome = {
  readonly requestId: string;
  readonly draft: ConsentRequest['draft'];
  readonly linkId: string | null;
  /** `pending`: Microsoft said yes, and does not act by it yet. */
  readonly state: 'granted' | 'pending' | 'refused';
};

/**
 * Takes the answer with which Microsoft sends the browser back. The answer itself proves nothing: what
 * counts is a token of our own and that Graph answers by it. A link is used up here, by a yes, and
 * not by whoever only looks at it.
 * @throws {AppError} `consent-answer-unknown` when the state is not one of this person's, has been
 * used, or is too old
 */
export async function receiveConsentAnswer(
  services: Services,
  { actor, answer, probe }: ReceiveConsentAnswer,
): Promise<ConsentOutcome> {
  const { db } = services;
  const now = services.now();
  const { tenantId } = actor;
  const stateSha256 = hashState(answer.state);
  const by = { stateSha256, requestedBy: actor.id, tenantId, now };
  const request = await takeConsentRequest(db, by);
  if (request === null) {
    throw new AppError(
      'consent-answer-unknown',
      'This answer from Microsoft does not belong to a consent that you began here, or it came too late. Begin again.',
    );
  }
  const { id: requestId, draft, linkId } = request;
  const where = { requestId, draft, linkId };
  const refuse = async (refusal: ConsentRefusal) => {
    await refuseConsentRequest(db, requestId, refusal);
    return { ...where, state: 'refused' } as const;
  };
  const refusal = answer.refusal ?? otherTenant(answer, actor);
  if (refusal !== null) return refuse(refusal);

  if (linkId !== null) await useConsentLink(db, linkId, { by: actor.email, now });
  await db.$transaction((transaction) =>
    writeAuditEntry(transaction, services.auditKey, {
      at: now,
      actor,
      action: 'consent-given',
      connectorId: null,
      subjects: {},
      details: { linkId },
    }),
  );
  try {
    const seen = await verifyConsent(services, { tenantId, probe, scopedMailbox: null });
    const isGranted = seen.every(({ state }) => state === 'in-force');
    return { ...where, state: isGranted ? 'granted' : 'pending' };
  } catch (error) {
    if (error instanceof PortError) return refuse(tokenRefusal(error));
    throw error;
  }
}

/** Consent alone does not help when the application itself cannot sign in. */
function tokenRefusal({ code, detail }: PortError): ConsentRefusal {
  return {
    code: code === 'client-secret-refused' ? 'secret-invalid' : 'unknown',
    text: detail ?? code,
  };
}

function otherTenant({ tenantId }: ConsentAnswer, actor: Actor): ConsentRefusal | null {
  if (tenantId.toLowerCase() === actor.tenantId.toLowerCase()) return null;
  return { code: 'other-tenant', text: tenantId };
}
