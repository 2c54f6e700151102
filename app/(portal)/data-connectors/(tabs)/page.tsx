import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import { KIND_VIEW_COOKIE, kindViewSchema } from '#components/data-connectors/kind-list-search.ts';
import { Overview } from '#components/data-connectors/overview.tsx';
import { UnfinishedSetups } from '#components/wizard/unfinished-setups.tsx';
import { hasPermission } from '#lib/auth/roles.ts';
import { requirePermission } from '#lib/auth/session.ts';
import { listOwnDrafts } from '#lib/queries/drafts.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview');
  return { title: t('title') };
}

export default async function OverviewPage() {
  const { user } = await requirePermission('connectors.read');
  const canAdd = hasPermission(user.roles, 'connectors.write');
  return (
    <>
      <UnfinishedSetups drafts={canAdd ? await listOwnDrafts() : []} />
      <Overview lastView={kindViewSchema.parse((await cookies()).get(KIND_VIEW_COOKIE)?.value)} />
    </>
  );
}
