import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AlertSettingsScreen } from '#components/alert-settings/alert-settings-screen.tsx';
import { hasPermission } from '#lib/auth/roles.ts';
import { requirePermission } from '#lib/auth/session.ts';
import { getAlertSettings } from '#lib/queries/alert-settings.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('alerts.settings');
  return { title: t('title') };
}

export default async function AlertSettingsPage() {
  const { user } = await requirePermission('alerts.read');
  return (
    <AlertSettingsScreen
      initial={await getAlertSettings()}
      mayConfigure={hasPermission(user.roles, 'alerts.configure')}
    />
  );
}
