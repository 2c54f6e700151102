import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { WizardFrame } from '#components/wizard/frame/wizard-frame.tsx';
import { TermsStep } from '#components/wizard/terms-step.tsx';
import { openDraftStep, type DraftParams } from '#lib/queries/open-draft-step.ts';

type TermsPageProps = { readonly params: Promise<DraftParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wizard.steps');
  return { title: t('terms') };
}

export default async function TermsPage({ params }: TermsPageProps) {
  const draft = await openDraftStep(params, 'terms');
  return (
    <WizardFrame draft={draft} step="terms">
      <TermsStep draft={draft} />
    </WizardFrame>
  );
}
