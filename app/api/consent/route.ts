import { consentProbe } from '#lib/actions/consent-probe.ts';
import { services } from '#lib/actions/services.ts';
import type { ConsentStatus } from '#lib/domain/wizard/consent-status.ts';
import { noticeConsent } from '#lib/operations/consent/notice-consent.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

/** Of all pages that watch, one question at a time goes to Microsoft. */
const underWay = new Map<string, Promise<ConsentStatus>>();

async function notice(tenantId: string): Promise<ConsentStatus> {
  const known = underWay.get(tenantId);
  if (known !== undefined) return known;
  const verify = { tenantId, probe: consentProbe(), scopedMailbox: null };
  const noticed = noticeConsent(await services(), verify);
  underWay.set(tenantId, noticed);
  try {
    return await noticed;
  } finally {
    underWay.delete(tenantId);
  }
}

/** What the consent page watches. It notices consent that was given elsewhere, too. */
export const GET = routeQuery({
  permission: 'connectors.write',
  run: (_params: unknown, _request, { user }) => notice(user.tenantId),
});
