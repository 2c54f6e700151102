'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { endSessionUrl } from '#lib/auth/end-session.ts';
import { recordAudit } from '#lib/auth/record-audit.ts';
import { findSession } from '#lib/auth/session.ts';

/** next-auth cuts a long session into several cookies, and prefixes their names under https. */
const SESSION_COOKIE = /^(__Secure-)?next-auth\.session-token(\.\d+)?$/;

/** Ends the session here, and then at the identity provider. */
export async function signOutAction(): Promise<void> {
  const session = await findSession();
  if (session !== null) await recordAudit(session.user, { action: 'signed-out' });
  const store = await cookies();
  for (const { name } of store.getAll()) {
    if (!SESSION_COOKIE.test(name)) continue;
    store.set({
      name,
      value: '',
      path: '/',
      maxAge: 0,
      httpOnly: true,
      sameSite: 'lax',
      secure: name.startsWith('__Secure-'),
    });
  }
  redirect(await endSessionUrl(session?.user.email));
}
