import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ConnectorRulesScreen } from '#components/alert-settings/connector-rules-screen.tsx';
import { hasPermission } from '#lib/auth/roles.ts';
import { requirePermission } from '#lib/auth/session.ts';
import { getConnectorRules } from '#lib/queries/alert-settings.ts';
import { orNotFound } from '#lib/queries/or-not-found.ts';

type ConnectorRulesPageProps = { readonly params: Promise<{ readonly connectorId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('alerts.connector');
  return { title: t('title') };
}

export default async function ConnectorRulesPage({ params }: ConnectorRulesPageProps) {
  const { user } = await requirePermission('alerts.read');
  const { connectorId } = await params;
  return (
    <ConnectorRulesScreen
      initial={await orNotFound(getConnectorRules(connectorId))}
      mayConfigure={hasPermission(user.roles, 'alerts.configure')}
    />
  );
}
