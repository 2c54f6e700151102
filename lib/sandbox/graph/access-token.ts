import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { GraphError } from '#lib/sandbox/graph/graph-error.ts';
import { GRAPH_RESOURCE } from '#lib/sandbox/login/tenant.ts';

const claimsSchema = z.object({
  tid: z.string(),
  appid: z.string(),
  exp: z.number(),
  roles: z.array(z.string()).default([]),
});

export type GraphCaller = { readonly appId: string; readonly roles: ReadonlySet<string> };

type Verifier = (authorization: string | undefined) => Promise<GraphCaller>;

/** Checks signature, audience, time and tenant of a bearer token. */
export function accessTokenVerifier(settings: {
  readonly keys: JSONWebKeySet;
  readonly issuer: string;
  readonly tenantId: string;
}): Verifier {
  const keys = createLocalJWKSet(settings.keys);
  /** A token comes with every request; its signature is checked once. */
  const verified = new Map<string, { caller: GraphCaller; expiresAt: number }>();

  return async (authorization) => {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw unauthorized('Access token is empty.');
    const known = verified.get(token);
    if (known !== undefined) {
      if (known.expiresAt > Date.now()) return known.caller;
      verified.delete(token);
    }

    const claims = await verifyClaims(token, keys, settings.issuer);
    if (claims.tid !== settings.tenantId) throw unauthorized('Invalid tenant.');
    const caller = { appId: claims.appid, roles: new Set(claims.roles) };
    if (verified.size > 1000) verified.clear();
    verified.set(token, { caller, expiresAt: claims.exp * 1000 });
    return caller;
  };
}

async function verifyClaims(
  token: string,
  keys: ReturnType<typeof createLocalJWKSet>,
  issuer: string,
) {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: GRAPH_RESOURCE,
      algorithms: ['RS256'],
    });
    return claimsSchema.parse(payload);
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw unauthorized('Lifetime validation failed, the token is expired.');
    }
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
      throw unauthorized('Access token validation failure. Invalid audience.');
    }
    throw unauthorized('IDX10511: Signature validation failed.');
  }
}

function unauthorized(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, {
    'WWW-Authenticate': 'Bearer realm="", error="invalid_token"',
  });
}
