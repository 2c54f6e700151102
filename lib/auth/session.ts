import 'server-only';
import { getServerSession } from 'next-auth';
import { headers } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import { cache } from 'react';
import { findApiCaller } from '#lib/auth/api-caller.ts';
import { authOptions, SESSION_SECONDS } from '#lib/auth/auth-options.ts';
import { recordRefusal } from '#lib/auth/record-audit.ts';
import { hasPermission, type Permission } from '#lib/auth/roles.ts';
import type { SessionUser } from '#lib/auth/session-user.ts';
import { AppError } from '#lib/domain/errors.ts';

export type Session = { readonly user: SessionUser };

/** Who is signed in, or the program whose token came with the request; else null. */
export async function findSession(): Promise<Session | null> {
  return findApiCaller() ?? findBrowserSession();
}

/** Read once a request. */
const findBrowserSession = cache(async (): Promise<Session | null> => {
  const session = await getServerSession(authOptions());
  if (session?.custodyUser === undefined || session.signedInAt === undefined) return null;
  if (Date.now() > session.signedInAt + SESSION_SECONDS * 1000) return null;
  return { user: session.custodyUser };
});

/**
 * For pages: who is signed in and has a role. Anyone else is sent to the sign-in page, or to the page
 * that says how to get a role.
 */
export async function requireSession(): Promise<Session> {
  const session = await findSession();
  if (session === null) {
    const path = (await headers()).get('x-custody-path') ?? '/';
    redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  }
  if (session.user.roles.length === 0) redirect('/no-role');
  return session;
}

/** For pages: shows the no-permission page (status 403) to somebody whose role is not enough. */
export async function requirePermission(permission: Permission): Promise<Session> {
  const session = await requireSession();
  if (!hasPermission(session.user.roles, permission)) {
    await recordRefusal(session.user, permission);
    forbidden();
  }
  return session;
}

/**
 * For actions, queries and route handlers.
 * @throws {AppError} `signed-out` or `forbidden`
 */
export async function authorize(permission: Permission): Promise<Session> {
  const session = await findSession();
  if (session === null) {
    throw new AppError('signed-out', 'Your session has ended. Sign in again.');
  }
  if (!hasPermission(session.user.roles, permission)) {
    await recordRefusal(session.user, permission);
    throw new AppError('forbidden', 'Your role does not allow this.');
  }
  return session;
}
