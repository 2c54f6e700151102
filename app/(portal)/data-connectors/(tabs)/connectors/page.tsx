import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import { z } from 'zod';
import { ConnectorsTab } from '#components/data-connectors/connectors/connectors-tab.tsx';
import { hasPermission } from '#lib/auth/roles.ts';
import { requirePermission } from '#lib/auth/session.ts';
import { COLUMNS_COOKIE, parseColumns } from '#lib/domain/connectors/connector-columns.ts';
import { connectorListSearchSchema } from '#lib/domain/connectors/connector-list-search.ts';
import type { ConnectorDetails } from '#lib/domain/connectors/connector-view.ts';
import { AppError } from '#lib/domain/errors.ts';
import { getConnectorDetails, listConnectors } from '#lib/queries/connectors.ts';

type ConnectorsPageProps = {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const openConnectorSchema = z.object({ connector: z.string().optional().catch(undefined) });

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connectors');
  return { title: t('title') };
}

export default async function ConnectorsPage({ searchParams }: ConnectorsPageProps) {
  const { user } = await requirePermission('connectors.read');
  const [params, cookieStore] = await Promise.all([searchParams, cookies()]);
  const search = connectorListSearchSchema.parse(params);
  const { connector } = openConnectorSchema.parse(params);
  const [initial, details] = await Promise.all([
    listConnectors(search),
    connector === undefined ? null : findDetails(connector),
  ]);
  return (
    <ConnectorsTab
      search={search}
      initial={initial}
      columns={parseColumns(cookieStore.get(COLUMNS_COOKIE)?.value)}
      open={connector === undefined ? undefined : { id: connector, details }}
      mayWrite={hasPermission(user.roles, 'connectors.write')}
      mayDownload={hasPermission(user.roles, 'logs.download')}
    />
  );
}

/** The list is shown all the same when the address names a connector that is gone. */
async function findDetails(connectorId: string): Promise<ConnectorDetails | null> {
  try {
    return await getConnectorDetails(connectorId);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}
