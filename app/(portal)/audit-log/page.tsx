import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuditScreen } from '#components/audit-log/audit-screen.tsx';
import { requirePermission } from '#lib/auth/session.ts';
import { auditSearchSchema } from '#lib/domain/audit/audit-search.ts';
import { listAuditLog } from '#lib/queries/audit.ts';

type AuditLogPageProps = {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('audit');
  return { title: t('title') };
}

export default async function AuditLogPage({ searchParams }: AuditLogPageProps) {
  await requirePermission('audit-log.read');
  const search = auditSearchSchema.parse(await searchParams);
  return <AuditScreen search={search} initial={await listAuditLog(search)} />;
}
