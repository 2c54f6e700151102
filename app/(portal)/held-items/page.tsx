import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HeldItemsScreen } from '#components/held-items/held-items-screen.tsx';
import { hasPermission } from '#lib/auth/roles.ts';
import { requirePermission } from '#lib/auth/session.ts';
import { heldItemSearchSchema } from '#lib/domain/held-items/held-item-search.ts';
import { listHeldItems } from '#lib/queries/held-items.ts';

type HeldItemsPageProps = {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('held');
  return { title: t('title') };
}

export default async function HeldItemsPage({ searchParams }: HeldItemsPageProps) {
  const { user } = await requirePermission('held-items.read');
  const search = heldItemSearchSchema.parse(await searchParams);
  return (
    <HeldItemsScreen
      search={search}
      initial={await listHeldItems(search)}
      mayManage={hasPermission(user.roles, 'held-items.manage')}
    />
  );
}
