import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { WizardFrame } from '#components/wizard/frame/wizard-frame.tsx';
import { FinishStep } from '#components/wizard/finish-step.tsx';
import { openDraftStep, type DraftParams } from '#lib/queries/open-draft-step.ts';

type FinishPageProps = { readonly params: Promise<DraftParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wizard.steps');
  return { title: t('finish') };
}

export default async function FinishPage({ params }: FinishPageProps) {
  const draft = await openDraftStep(params, 'finish');
  return (
    <WizardFrame draft={draft} step="finish">
      <FinishStep draft={draft} />
    </WizardFrame>
  );
}
