import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { SignedInCard } from '#components/auth/signed-in-card.tsx';
import { findSession } from '#lib/auth/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.signedIn');
  return { title: t('title') };
}

/** For the tab in which somebody signed in again because a session ended in another one. */
export default async function SignedInPage() {
  const session = await findSession();
  if (session === null) redirect('/sign-in?callbackUrl=%2Fsigned-in');
  return <SignedInCard name={session.user.name} />;
}
