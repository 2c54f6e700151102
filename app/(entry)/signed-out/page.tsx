import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SignedOutCard } from '#components/auth/signed-out-card.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.signedOut');
  return { title: t('title') };
}

export default function SignedOutPage() {
  return <SignedOutCard />;
}
