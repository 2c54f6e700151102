import { findAcceptance, findConsent } from '#lib/db/consents.ts';
import { PortError } from '#lib/domain/errors.ts';
import type { ConsentStatus } from '#lib/domain/wizard/consent-status.ts';
import { verifyConsent, type VerifyConsent } from '#lib/operations/consent/verify-consent.ts';
import type { Services } from '#lib/operations/services.ts';

/** Longer than any grant takes to be in force. */
const LATELY_MS = 60 * 60 * 1000;

/**
 * Whether the tenant has consented: on record, or just now, by whatever way. Safe to ask again and
 * again; an application that cannot sign in counts as no, and the answer says why.
 */
export async function noticeConsent(
  services: Services,
  verify: VerifyConsent,
): Promise<ConsentStatus> {
  const { db, now, permissions } = services;
  const { tenantId, scopedMailbox } = verify;
  const isOnRecord = (await findConsent(db, { tenantId, permissions })) !== null;
  if (isOnRecord && scopedMailbox === null) {
    const inForce = permissions.map((permission) => ({ permission, state: 'in-force' }) as const);
    return { isGranted: true, permissions: inForce, acceptance: null, trouble: null };
  }
  const since = new Date(now().getTime() - LATELY_MS);
  const acceptance = await findAcceptance(db, { tenantId, since });
  const status = {
    acceptance: acceptance && { by: acceptance.by, at: acceptance.at.toISOString() },
    trouble: null,
  };
  try {
    const seen = await verifyConsent(services, verify);
    const isGranted = seen.every(({ state }) => state === 'in-force');
    return { ...status, isGranted, permissions: [...seen] };
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const missing = permissions.map((permission) => ({ permission, state: 'missing' }) as const);
    return { ...status, isGranted: false, permissions: missing, trouble: error.code };
  }
}
