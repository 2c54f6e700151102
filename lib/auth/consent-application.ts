import 'server-only';
import { createAppOnlyTokens, type AppOnlyTokens } from '#lib/auth/app-only-token.ts';
import { env } from '#lib/config/env.ts';

/** The application that consent is asked for, and where Microsoft returns to. */
export function consentApplication() {
  const { microsoft, portalUrl } = env();
  const { loginUrl, clientId, graphResource, imapResource } = microsoft;
  return {
    loginUrl,
    clientId,
    resources: { graph: graphResource, imap: imapResource },
    redirectUri: `${portalUrl}/consent/callback`,
  };
}

const shared: { tokens?: AppOnlyTokens } = {};

/** The web process's own tokens as the application; kept until shortly before they expire. */
export function appOnlyTokens(): AppOnlyTokens {
  shared.tokens ??= createAppOnlyTokens(env().microsoft);
  return shared.tokens;
}
