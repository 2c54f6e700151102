import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ConnectorRunsScreen } from '#components/runs/connector-runs-screen.tsx';
import { requirePermission } from '#lib/auth/session.ts';
import { pageNumberSchema } from '#lib/domain/runs/run-pages.ts';
import { orNotFound } from '#lib/queries/or-not-found.ts';
import { listConnectorRuns } from '#lib/queries/runs.ts';

type ConnectorRunsPageProps = {
  readonly params: Promise<{ readonly connectorId: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('runs.list');
  return { title: t('title') };
}

export default async function ConnectorRunsPage({ params, searchParams }: ConnectorRunsPageProps) {
  await requirePermission('runs.read');
  const { connectorId } = await params;
  const page = pageNumberSchema.parse((await searchParams)['page']);
  const initial = await orNotFound(listConnectorRuns(connectorId, page));
  return <ConnectorRunsScreen initial={initial} page={page} />;
}
