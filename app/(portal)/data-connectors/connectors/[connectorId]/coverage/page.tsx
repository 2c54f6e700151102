import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ConnectorCoverageScreen } from '#components/coverage/connector-coverage-screen.tsx';
import { requirePermission } from '#lib/auth/session.ts';
import { getConnectorDetails } from '#lib/queries/connectors.ts';
import { getCoverage } from '#lib/queries/coverage.ts';
import { orNotFound } from '#lib/queries/or-not-found.ts';

type ConnectorCoveragePageProps = { readonly params: Promise<{ readonly connectorId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('coverage');
  return { title: t('title') };
}

export default async function ConnectorCoveragePage({ params }: ConnectorCoveragePageProps) {
  await requirePermission('connectors.write');
  const { connectorId } = await params;
  const { name } = await orNotFound(getConnectorDetails(connectorId));
  const initial = await orNotFound(getCoverage({ connectorId }));
  return <ConnectorCoverageScreen connector={{ id: connectorId, name }} initial={initial} />;
}
