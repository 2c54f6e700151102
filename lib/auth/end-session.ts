import 'server-only';
import { z } from 'zod';
import { env } from '#lib/config/env.ts';
import { logger } from '#lib/logging/logger.ts';

const DISCOVERY_TIMEOUT_MS = 5_000;

const discoverySchema = z.object({ end_session_endpoint: z.url() });

/**
 * Where the browser goes to end the session at the identity provider too (OpenID Connect RP-Initiated
 * Logout 1.0); from there it comes back to the signed-out page. When the provider cannot be asked,
 * that page itself: the session here has ended all the same.
 */
export async function endSessionUrl(email: string | undefined): Promise<string> {
  const { microsoft, portalUrl } = env();
  const signedOut = `${portalUrl}/signed-out`;
  const endpoint = await findEndSessionEndpoint();
  if (endpoint === undefined) return signedOut;
  const url = new URL(endpoint);
  url.searchParams.set('client_id', microsoft.clientId);
  url.searchParams.set('post_logout_redirect_uri', signedOut);
  if (email !== undefined) url.searchParams.set('logout_hint', email);
  return url.href;
}

async function findEndSessionEndpoint(): Promise<string | undefined> {
  const { loginUrl, tenantId } = env().microsoft;
  try {
    const answer = await fetch(`${loginUrl}/${tenantId}/v2.0/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS),
    });
    return discoverySchema.parse(await answer.json()).end_session_endpoint;
  } catch (error) {
    logger.warn({ reason: String(error) }, 'the identity provider could not be asked to sign out');
    return undefined;
  }
}
