import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ConsentStep } from '#components/wizard/consent/consent-step.tsx';
import { WizardFrame } from '#components/wizard/frame/wizard-frame.tsx';
import { requireSession } from '#lib/auth/session.ts';
import { findConsentRefusal, findOwnConsentLink, getConsentSetting } from '#lib/queries/consent.ts';
import { consentReturnSchema } from '#lib/queries/consent-return.ts';
import { openDraftStep, type DraftParams } from '#lib/queries/open-draft-step.ts';

type ConsentPageProps = {
  readonly params: Promise<DraftParams>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wizard.steps');
  return { title: t('consent') };
}

export default async function ConsentPage({ params, searchParams }: ConsentPageProps) {
  const draft = await openDraftStep(params, 'consent');
  const { user } = await requireSession();
  const { request } = consentReturnSchema.parse(await searchParams);
  return (
    <WizardFrame draft={draft} step="consent">
      <ConsentStep
        draft={draft}
        refusal={request === undefined ? null : await findConsentRefusal(request)}
        setting={await getConsentSetting()}
        link={await findOwnConsentLink(draft.id)}
        mayConsent={user.globalAdministrator !== 'no'}
      />
    </WizardFrame>
  );
}
