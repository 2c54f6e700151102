import { getTranslations } from 'next-intl/server';
import { NoPermission } from '#components/ui/no-permission.tsx';
import { findSession } from '#lib/auth/session.ts';

export default async function Forbidden() {
  const [session, t] = await Promise.all([findSession(), getTranslations('common.roles')]);
  const role = session?.user.roles.map((name) => t(name)).join(', ') ?? t('none');
  return <NoPermission role={role} />;
}
