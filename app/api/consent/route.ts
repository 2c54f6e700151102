import { services } from '#lib/actions/services.ts';
import { readGrantedRoles } from '#lib/auth/consent-application.ts';
import type { ConsentStatus } from '#lib/domain/wizard/draft-view.ts';
import { noticeConsent } from '#lib/operations/consent/notice-consent.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

/** What the consent page watches. It notices consent that was given elsewhere, too. */
export const GET = routeQuery({
  permission: 'connectors.write',
  run: async (_params: unknown, _request, { user }): Promise<ConsentStatus> => ({
    isGranted: await noticeConsent(await services(), { actor: user, readRoles: readGrantedRoles }),
  }),
});
