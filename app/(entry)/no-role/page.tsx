import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { NoRoleCard } from '#components/auth/no-role-card.tsx';
import { ROLES } from '#lib/auth/roles.ts';
import { findSession } from '#lib/auth/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.noRole');
  return { title: t('title') };
}

export default async function NoRolePage() {
  const session = await findSession();
  if (session === null) redirect('/sign-in');
  if (session.user.roles.length > 0) redirect('/');
  return <NoRoleCard name={session.user.name} email={session.user.email} roles={ROLES} />;
}
