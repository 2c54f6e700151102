import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { ProductPage } from '#components/data-connectors/product-page.tsx';
import { hasPermission } from '#lib/auth/roles.ts';
import { requirePermission } from '#lib/auth/session.ts';
import { findConnectorKind } from '#lib/connectors/catalog.ts';
import { listOwnDrafts } from '#lib/queries/drafts.ts';

type KindPageProps = { readonly params: Promise<{ kind: string }> };

export async function generateMetadata({ params }: KindPageProps): Promise<Metadata> {
  const kind = findConnectorKind((await params).kind);
  if (kind === undefined) notFound();
  return { title: kind.pageLabel };
}

export default async function KindPage({ params }: KindPageProps) {
  const { user } = await requirePermission('connectors.read');
  const kind = findConnectorKind((await params).kind);
  if (kind === undefined) notFound();
  const t = await getTranslations('common.roles');
  const canAdd = hasPermission(user.roles, 'connectors.write');
  return (
    <ProductPage
      kindId={kind.id}
      canAdd={canAdd}
      role={user.roles.map((role) => t(role)).join(', ')}
      drafts={canAdd ? await listOwnDrafts(kind.id) : []}
    />
  );
}
