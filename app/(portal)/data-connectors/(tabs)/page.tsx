import { getTranslations } from 'next-intl/server';

export default async function OverviewPage() {
  const t = await getTranslations('common.navigation');
  return <h1>{t('dataConnectors')}</h1>;
}
