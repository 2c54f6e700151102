import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { ConsentCard } from '#components/wizard/consent/consent-card.tsx';
import { findSession } from '#lib/auth/session.ts';
import { findConsentRefusal, hasConsent } from '#lib/queries/consent.ts';
import { consentReturnSchema } from '#lib/queries/consent-return.ts';

type ConsentPageProps = {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wizard.consent.visitor');
  return { title: t('title') };
}

/** The link that an admin hands to a Global Administrator, who needs no role in Custody. */
export default async function ConsentPage({ searchParams }: ConsentPageProps) {
  const session = await findSession();
  if (session === null) redirect('/sign-in?callbackUrl=%2Fconsent');
  const { request, answer } = consentReturnSchema.parse(await searchParams);
  return (
    <ConsentCard
      name={session.user.name}
      email={session.user.email}
      answer={(await hasConsent()) ? 'granted' : (answer ?? 'none')}
      refusal={request === undefined ? null : await findConsentRefusal(request)}
    />
  );
}
