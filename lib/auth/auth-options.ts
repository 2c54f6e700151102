import 'server-only';
import type { AuthOptions } from 'next-auth';
import AzureADProvider, { type AzureADProfile } from 'next-auth/providers/azure-ad';
import { z } from 'zod';
import { recordAudit } from '#lib/auth/record-audit.ts';
import { parseIdToken, sessionUserSchema, type SessionUser } from '#lib/auth/session-user.ts';
import { env } from '#lib/config/env.ts';
import { logger } from '#lib/logging/logger.ts';

declare module 'next-auth' {
  interface Session {
    custodyUser?: SessionUser;
    /** Milliseconds since 1970. */
    signedInAt?: number;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    custodyUser?: SessionUser;
    signedInAt?: number;
  }
}

/** Nobody stays signed in longer than a working day, however busy (lib/auth/session.ts). */
export const SESSION_SECONDS = 8 * 3600;

const IDENTITY_PROVIDER_TIMEOUT_MS = 10_000;

/** A function, because a build has no settings. */
export function authOptions(): AuthOptions {
  const { microsoft, sessionSecret } = env();
  return {
    secret: sessionSecret,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      AzureADProvider({
        clientId: microsoft.clientId,
        clientSecret: microsoft.clientSecret,
        tenantId: microsoft.tenantId,
        wellKnown: `${microsoft.loginUrl}/${microsoft.tenantId}/v2.0/.well-known/openid-configuration`,
        authorization: { params: { scope: 'openid profile email', prompt: 'select_account' } },
        checks: ['pkce', 'state', 'nonce'],
        httpOptions: { timeout: IDENTITY_PROVIDER_TIMEOUT_MS },
        // The stock one asks Graph for a photo, with a permission that nothing else here needs.
        profile: (claims: Pick<AzureADProfile, 'sub'>) => ({ id: claims.sub }),
      }),
    ],
    callbacks: {
      signIn: async ({ profile }) => {
        const user = parseIdToken(profile, microsoft.tenantId);
        if (user === undefined) {
          await recordAudit(strangerOf(profile), { action: 'sign-in-refused' });
          return false;
        }
        await recordAudit(user, { action: 'signed-in', details: { roles: user.roles.join(', ') } });
        return true;
      },
      jwt: ({ token, account, profile }) => {
        // Both are there right after the sign-in only; later the token is handed back as it is.
        if (!account) return token;
        const user = parseIdToken(profile, microsoft.tenantId);
        if (user === undefined) return {};
        return { sub: user.id, custodyUser: user, signedInAt: Date.now() };
      },
      session: ({ session, token }) => {
        const user = sessionUserSchema.safeParse(token.custodyUser);
        if (!user.success || typeof token.signedInAt !== 'number') {
          return { expires: session.expires };
        }
        return { expires: session.expires, custodyUser: user.data, signedInAt: token.signedInAt };
      },
    },
    logger: {
      // The metadata may hold tokens: only the name and the words of an error are logged.
      error: (code, metadata) => {
        logger.error({ code, reason: describeError(metadata) }, 'sign-in failed');
      },
      warn: (code) => {
        logger.warn({ code }, 'sign-in warning');
      },
      debug: () => undefined,
    },
  };
}

/** Whoever somebody of another tenant says they are, as far as the token says it. */
function strangerOf(profile: unknown) {
  const claims = strangerSchema.safeParse(profile);
  return { id: claims.data?.oid ?? 'unknown', email: claims.data?.preferred_username ?? 'unknown' };
}

const strangerSchema = z.object({
  oid: z.string().max(200).optional(),
  preferred_username: z.string().max(320).optional(),
});

function describeError(metadata: Error | { error?: Error }): string {
  const error = metadata instanceof Error ? metadata : metadata.error;
  return error === undefined ? 'unknown' : `${error.name}: ${error.message}`;
}
