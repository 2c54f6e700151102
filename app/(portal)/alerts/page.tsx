import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AlertsScreen } from '#components/alerts/alerts-screen.tsx';
import { hasPermission } from '#lib/auth/roles.ts';
import { requirePermission } from '#lib/auth/session.ts';
import { alertSearchSchema } from '#lib/domain/alerts/alert-search.ts';
import type { AlertDetails } from '#lib/domain/alerts/alert-view.ts';
import { AppError } from '#lib/domain/errors.ts';
import { getAlert, listAlerts } from '#lib/queries/alerts.ts';

type AlertsPageProps = {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('alerts');
  return { title: t('title') };
}

export default async function AlertsPage({ searchParams }: AlertsPageProps) {
  const { user } = await requirePermission('alerts.read');
  const search = alertSearchSchema.parse(await searchParams);
  const [initial, chosen] = await Promise.all([
    listAlerts(search),
    search.alert === '' ? null : findChosen(search.alert),
  ]);
  return (
    <AlertsScreen
      search={search}
      initial={initial}
      chosen={chosen}
      mayManage={hasPermission(user.roles, 'alerts.manage')}
    />
  );
}

/** The list is shown all the same when the address names an alert that is not there. */
async function findChosen(alertId: string): Promise<AlertDetails | null> {
  try {
    return await getAlert(alertId);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}
