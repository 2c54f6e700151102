import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ConsentCard } from '#components/wizard/consent/consent-card.tsx';
import { requirePermission } from '#lib/auth/session.ts';
import {
  findConsentRefusal,
  findOwnConsentLink,
  getConsentSetting,
  hasConsent,
} from '#lib/queries/consent.ts';
import { consentReturnSchema } from '#lib/queries/consent-return.ts';

type ConsentPageProps = {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wizard.consent.visitor');
  return { title: t('title') };
}

/** Consent outside a setup: for a deployment that lost it. Others come with a link. */
export default async function ConsentPage({ searchParams }: ConsentPageProps) {
  const { user } = await requirePermission('connectors.write');
  const { request, answer } = consentReturnSchema.parse(await searchParams);
  return (
    <ConsentCard
      name={user.name}
      email={user.email}
      setting={await getConsentSetting()}
      answer={(await hasConsent()) ? 'granted' : (answer ?? 'none')}
      refusal={request === undefined ? null : await findConsentRefusal(request)}
      link={null}
      ownLink={await findOwnConsentLink(null)}
    />
  );
}
