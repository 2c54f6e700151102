import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ApiTokensScreen } from '#components/api-tokens/api-tokens-screen.tsx';
import { requirePermission } from '#lib/auth/session.ts';
import { listApiTokens } from '#lib/queries/api-tokens.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('tokens');
  return { title: t('title') };
}

export default async function ApiTokensPage() {
  await requirePermission('api-tokens.manage');
  return <ApiTokensScreen tokens={await listApiTokens()} />;
}
