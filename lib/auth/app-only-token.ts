import { ConfidentialClientApplication, ProtocolMode } from '@azure/msal-node';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import { toTokenError } from '#lib/auth/token-error.ts';
import { findInsecureOrigin, tokenNetwork } from '#lib/auth/token-network.ts';
import type { MicrosoftSettings } from '#lib/config/microsoft-settings.ts';
import { PortError } from '#lib/domain/errors.ts';
import type { PermissionResource } from '#lib/domain/wizard/app-permissions.ts';

export type TokenOptions = {
  /** A token of now, not of the last hour: what was granted meanwhile is in a new one only. */
  readonly forceRefresh?: boolean;
};

export type AppOnlyTokens = {
  /** A token for Graph as the application itself; kept until shortly before it expires. */
  readonly getToken: (options?: TokenOptions) => Promise<string>;
  /** One for IMAP (FACTS 4.6). */
  readonly getImapToken: () => Promise<string>;
  /** The application permissions that the tenant has granted, as the token states them. */
  readonly getRoles: (
    resource: PermissionResource,
    options?: TokenOptions,
  ) => Promise<readonly string[]>;
};

const claimsSchema = z.object({ roles: z.array(z.string()).default([]) });

/**
 * Signs this deployment in as an application (client credentials). All functions throw
 * {@link PortError}: `sign-in-unreachable` (retry), `consent-missing` (reauthorize),
 * `client-secret-refused` and `microsoft-sign-in-refused` (fix-settings).
 */
export function createAppOnlyTokens(microsoft: MicrosoftSettings): AppOnlyTokens {
  const { tenantId, clientId, clientSecret, loginUrl } = microsoft;
  const resources = { graph: microsoft.graphResource, imap: microsoft.imapResource };
  const insecureOrigin = findInsecureOrigin(loginUrl);
  const authority = new URL(`${loginUrl}/${tenantId}/v2.0`);
  authority.protocol = 'https:';
  const application = new ConfidentialClientApplication({
    auth: {
      clientId,
      clientSecret,
      authority: authority.href,
      knownAuthorities: [authority.host],
    },
    system: { protocolMode: ProtocolMode.OIDC, networkClient: tokenNetwork(insecureOrigin) },
  });

  const getToken = ({ forceRefresh = false }: TokenOptions = {}) =>
    getTokenFor('graph', forceRefresh);

  async function getTokenFor(resource: PermissionResource, skipCache: boolean): Promise<string> {
    const result = await acquire(resource, skipCache);
    if (result === null) throw new PortError('microsoft-sign-in-refused', 'fix-settings');
    return result.accessToken;
  }

  async function acquire(resource: PermissionResource, skipCache: boolean) {
    try {
      return await application.acquireTokenByClientCredential({
        scopes: [`${resources[resource]}/.default`],
        skipCache,
      });
    } catch (error) {
      throw toTokenError(error);
    }
  }

  return {
    getToken,
    getImapToken: () => getTokenFor('imap', false),
    // The token is our own and came straight from the sign-in service: nothing to verify (FACTS 5.3).
    getRoles: async (resource, { forceRefresh = false } = {}) =>
      claimsSchema.parse(decodeJwt(await getTokenFor(resource, forceRefresh))).roles,
  };
}
