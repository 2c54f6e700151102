import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DeletedConnectorsScreen } from '#components/data-connectors/deleted/deleted-connectors-screen.tsx';
import { hasPermission } from '#lib/auth/roles.ts';
import { requirePermission } from '#lib/auth/session.ts';
import { pageNumberSchema } from '#lib/domain/runs/run-pages.ts';
import { listDeletedConnectors } from '#lib/queries/deleted-connectors.ts';

type DeletedConnectorsPageProps = {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connectors.deletedList');
  return { title: t('title') };
}

export default async function DeletedConnectorsPage({ searchParams }: DeletedConnectorsPageProps) {
  const { user } = await requirePermission('connectors.read');
  const page = pageNumberSchema.parse((await searchParams)['page']);
  return (
    <DeletedConnectorsScreen
      list={await listDeletedConnectors(page)}
      page={page}
      mayReadAuditLog={hasPermission(user.roles, 'audit-log.read')}
    />
  );
}
