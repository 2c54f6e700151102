import 'server-only';
import { createAppOnlyTokens, type AppOnlyTokens } from '#lib/auth/app-only-token.ts';
import { env } from '#lib/config/env.ts';

/** The application that consent is asked for, and where Microsoft returns to. */
export function consentApplication() {
  const { microsoft, portalUrl } = env();
  const { loginUrl, clientId, graphResource } = microsoft;
  return { loginUrl, clientId, graphResource, redirectUri: `${portalUrl}/consent/callback` };
}

const shared: { tokens?: AppOnlyTokens } = {};

/** What has been granted as of now. @throws {PortError} as lib/auth/app-only-token.ts says */
export function readGrantedRoles(): Promise<readonly string[]> {
  shared.tokens ??= createAppOnlyTokens(env().microsoft);
  return shared.tokens.getRoles({ forceRefresh: true });
}
