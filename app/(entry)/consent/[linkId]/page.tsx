import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { ConsentCard } from '#components/wizard/consent/consent-card.tsx';
import { findSession } from '#lib/auth/session.ts';
import { findConsentRefusal, getConsentSetting, readConsentLink } from '#lib/queries/consent.ts';
import { consentReturnSchema } from '#lib/queries/consent-return.ts';
import { orNotFound } from '#lib/queries/or-not-found.ts';

type ConsentLinkPageProps = {
  readonly params: Promise<{ readonly linkId: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wizard.consent.visitor');
  return { title: t('title') };
}

/**
 * The link that is handed to a Global Administrator, who needs no role in Custody. Fetching it changes
 * nothing, so that a scanner of mails does not use it up.
 */
export default async function ConsentLinkPage({ params, searchParams }: ConsentLinkPageProps) {
  const { linkId } = await params;
  const session = await findSession();
  if (session === null) {
    redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/consent/${linkId}`)}`);
  }
  const link = await orNotFound(readConsentLink(linkId));
  const { request, answer } = consentReturnSchema.parse(await searchParams);
  return (
    <ConsentCard
      name={session.user.name}
      email={session.user.email}
      setting={await getConsentSetting()}
      answer={answer ?? 'none'}
      refusal={request === undefined ? null : await findConsentRefusal(request)}
      link={{ id: linkId, ...link }}
    />
  );
}
