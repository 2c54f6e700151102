import { refuseConsentRequest, takeConsentRequest, type ConsentRequest } from '#lib/db/consents.ts';
import { AppError, PortError } from '#lib/domain/errors.ts';
import type { ConsentAnswer, ConsentRefusal } from '#lib/domain/wizard/admin-consent.ts';
import { hashState } from '#lib/operations/consent/start-consent.ts';
import { verifyConsent, type ReadRoles } from '#lib/operations/consent/verify-consent.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

export type ReceiveConsentAnswer = {
  readonly actor: Actor;
  readonly answer: ConsentAnswer;
  readonly readRoles: ReadRoles;
};

export type ConsentOutcome = {
  readonly requestId: string;
  readonly draft: ConsentRequest['draft'];
  /** `pending`: Microsoft said yes, and its tokens do not show it yet. */
  readonly state: 'granted' | 'pending' | 'refused';
};

/**
 * Takes the answer with which Microsoft sends the browser back. The answer itself proves nothing: what
 * counts is a token of our own that carries the permissions.
 * @throws {AppError} `consent-answer-unknown` when the state is not one of this person's, has been
 * used, or is too old
 */
export async function receiveConsentAnswer(
  services: Services,
  { actor, answer, readRoles }: ReceiveConsentAnswer,
): Promise<ConsentOutcome> {
  const request = await takeConsentRequest(services.db, {
    stateSha256: hashState(answer.state),
    requestedBy: actor.id,
    now: services.now(),
  });
  if (request === null) {
    throw new AppError(
      'consent-answer-unknown',
      'This answer from Microsoft does not belong to a consent that you began here, or it came too late. Begin again.',
    );
  }
  const { id: requestId, draft } = request;
  const refusal = answer.refusal ?? otherTenant(answer, actor);
  if (refusal !== null) {
    await refuseConsentRequest(services.db, requestId, refusal);
    return { requestId, draft, state: 'refused' };
  }
  try {
    const isGranted = await verifyConsent(services, { actor, readRoles });
    return { requestId, draft, state: isGranted ? 'granted' : 'pending' };
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    await refuseConsentRequest(services.db, requestId, tokenRefusal(error));
    return { requestId, draft, state: 'refused' };
  }
}

/** Consent alone does not help when the application itself cannot sign in. */
function tokenRefusal({ code }: PortError): ConsentRefusal {
  return { code: code === 'client-secret-refused' ? 'secret-invalid' : 'unknown', text: code };
}

function otherTenant({ tenantId }: ConsentAnswer, actor: Actor): ConsentRefusal | null {
  if (tenantId.toLowerCase() === actor.tenantId.toLowerCase()) return null;
  return { code: 'other-tenant', text: tenantId };
}
