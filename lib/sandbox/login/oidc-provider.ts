import Provider, { errors, interactionPolicy, type Configuration } from 'oidc-provider';
import { accountOf, CLAIMS_BY_SCOPE } from '#lib/sandbox/login/account-claims.ts';
import type { GrantedPermissions } from '#lib/sandbox/login/granted-permissions.ts';
import type { LoginKeys } from '#lib/sandbox/login/login-keys.ts';
import { memoryAdapter } from '#lib/sandbox/login/memory-adapter.ts';
import {
  renderErrorPage,
  renderLogoutPage,
  renderSignedOutPage,
} from '#lib/sandbox/login/pages.ts';
import {
  GRAPH_DEFAULT_SCOPE,
  GRAPH_RESOURCE,
  portalAddresses,
  type Tenant,
} from '#lib/sandbox/login/tenant.ts';

const HOUR_SECONDS = 3600;

type OidcProviderOptions = {
  readonly issuer: string;
  /** Path before `/oauth2/v2.0/…`, without a slash at the end. */
  readonly basePath: string;
  readonly tenant: Tenant;
  readonly keys: LoginKeys;
  readonly permissions: GrantedPermissions;
};

/** OpenID Connect as Microsoft's sign-in speaks it: addresses, claims, scopes, app-only tokens. */
export function createOidcProvider(options: OidcProviderOptions): Provider {
  const { tenant } = options;
  const provider: Provider = new Provider(options.issuer, {
    adapter: memoryAdapter(),
    jwks: { keys: [options.keys.signingKey] },
    clients: [clientOf(tenant)],
    claims: { ...CLAIMS_BY_SCOPE },
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    conformIdTokenClaims: false,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    responseTypes: ['code'],
    // Microsoft does not insist on PKCE for an application with a secret.
    pkce: { required: () => false },
    cookies: {
      keys: [options.keys.cookieKey],
      names: {
        session: 'sandbox-session',
        interaction: 'sandbox-signing-in',
        resume: 'sandbox-resume',
      },
      long: { path: options.basePath, signed: true, httpOnly: true, sameSite: 'lax' },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    routes: {
      authorization: '/oauth2/v2.0/authorize',
      token: '/oauth2/v2.0/token',
      end_session: '/oauth2/v2.0/logout',
      jwks: '/discovery/v2.0/keys',
      userinfo: '/oidc/userinfo',
    },
    ttl: {
      AccessToken: HOUR_SECONDS,
      AuthorizationCode: 60,
      ClientCredentials: HOUR_SECONDS - 1,
      Grant: 24 * HOUR_SECONDS,
      IdToken: HOUR_SECONDS,
      Interaction: HOUR_SECONDS,
      Session: 24 * HOUR_SECONDS,
    },
    interactions: {
      policy: signInPolicy(),
      url: (_ctx, interaction) => `${options.basePath}/interaction/${interaction.uid}`,
    },
    findAccount: (_ctx, id) => {
      const person = tenant.organisation.people.find((candidate) => candidate.id === id);
      return person === undefined ? undefined : accountOf(person, tenant.id);
    },
    loadExistingGrant: async (ctx) => {
      // The organisation's own application: nobody is asked to agree to being signed in.
      const accountId = ctx.oidc.session?.accountId;
      if (accountId === undefined) return undefined;
      const grant = new ctx.oidc.provider.Grant({ clientId: tenant.clientId, accountId });
      grant.addOIDCScope('openid profile email offline_access');
      await grant.save();
      return grant;
    },
    extraTokenClaims: (_ctx, token) => {
      if (token.kind !== 'ClientCredentials') return undefined;
      const roles = options.permissions.inTokens();
      return {
        tid: tenant.id,
        appid: tenant.clientId,
        azp: tenant.clientId,
        idtyp: 'app',
        ver: '2.0',
        // As at Microsoft, a token for an application without consent has no such claim.
        ...(roles.length > 0 ? { roles: [...roles] } : {}),
      };
    },
    renderError: renderErrorPage,
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: graphResource(),
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: renderLogoutPage,
        postLogoutSuccessSource: renderSignedOutPage,
      },
    },
  });
  allowPortalAfterSignOut(provider, tenant);
  provider.use(async (ctx, next) => {
    await next();
    explainInvalidClient(ctx);
  });
  return provider;
}

function clientOf(tenant: Tenant) {
  return {
    client_id: tenant.clientId,
    client_secret: tenant.clientSecret,
    client_name: 'Custody',
    grant_types: ['authorization_code', 'client_credentials'],
    response_types: ['code'] as const,
    redirect_uris: portalAddresses(tenant, '/api/auth/callback/azure-ad'),
    token_endpoint_auth_method: 'client_secret_basic' as const,
  };
}

/** Picking an account is the sign-in, and can be asked for on its own. */
function signInPolicy() {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return policy;
}

/** `scope=https://graph.microsoft.com/.default` means: a token for Graph, and nothing else may be asked. */
function graphResource(): NonNullable<Configuration['features']>['resourceIndicators'] {
  return {
    enabled: true,
    defaultResource: (ctx) =>
      ctx.oidc.params?.['grant_type'] === 'client_credentials' ? GRAPH_RESOURCE : undefined,
    getResourceServerInfo: (ctx, resource) => {
      const { params } = ctx.oidc;
      if (resource !== GRAPH_RESOURCE || params?.['grant_type'] !== 'client_credentials') {
        throw new errors.InvalidTarget();
      }
      if (params['scope'] !== GRAPH_DEFAULT_SCOPE) {
        throw new errors.CustomOIDCProviderError(
          'invalid_scope',
          `AADSTS1002012: The provided value for scope is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
        );
      }
      return {
        scope: GRAPH_DEFAULT_SCOPE,
        audience: GRAPH_RESOURCE,
        accessTokenFormat: 'jwt',
        accessTokenTTL: HOUR_SECONDS - 1,
        jwt: { sign: { alg: 'RS256' } },
      };
    },
  };
}

/** After signing out the browser may go to any page of the portal. */
function allowPortalAfterSignOut(provider: Provider, tenant: Tenant): void {
  const origins = portalAddresses(tenant, '');
  provider.Client.prototype.postLogoutRedirectUriAllowed = (uri: string) => {
    const target = URL.parse(uri);
    return target !== null && origins.includes(target.origin);
  };
}

/** A wrong client secret, in the words of Microsoft's token endpoint. */
function explainInvalidClient(ctx: { body: unknown }): void {
  const { body } = ctx;
  if (typeof body !== 'object' || body === null || !('error' in body)) return;
  if (body.error !== 'invalid_client') return;
  ctx.body = {
    ...body,
    error_description: 'AADSTS7000215: Invalid client secret provided.',
    error_codes: [7000215],
  };
}
