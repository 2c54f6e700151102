import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HomeScreen } from '#components/home/home-screen.tsx';
import { hasPermission } from '#lib/auth/roles.ts';
import { requirePermission } from '#lib/auth/session.ts';
import { getHome } from '#lib/queries/home.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('home');
  return { title: t('title') };
}

export default async function HomePage() {
  const { user } = await requirePermission('connectors.read');
  return (
    <HomeScreen
      initial={await getHome()}
      mayWrite={hasPermission(user.roles, 'connectors.write')}
    />
  );
}
