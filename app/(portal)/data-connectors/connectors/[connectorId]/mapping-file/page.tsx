import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { MappingHistoryScreen } from '#components/mapping-history/mapping-history-screen.tsx';
import { hasPermission } from '#lib/auth/roles.ts';
import { requirePermission } from '#lib/auth/session.ts';
import { getMappingHistory } from '#lib/queries/mapping-versions.ts';
import { orNotFound } from '#lib/queries/or-not-found.ts';

type MappingFilePageProps = { readonly params: Promise<{ readonly connectorId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connectors.flyOut');
  return { title: t('mapping') };
}

export default async function MappingFilePage({ params }: MappingFilePageProps) {
  const { user } = await requirePermission('connectors.read');
  const history = await orNotFound(getMappingHistory((await params).connectorId));
  return (
    <MappingHistoryScreen
      history={history}
      mayRead={hasPermission(user.roles, 'mapping.read')}
      mayWrite={hasPermission(user.roles, 'connectors.write')}
    />
  );
}
