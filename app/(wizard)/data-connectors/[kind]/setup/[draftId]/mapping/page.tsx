import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { WizardFrame } from '#components/wizard/frame/wizard-frame.tsx';
import { MappingStep } from '#components/wizard/mapping/mapping-step.tsx';
import { openDraftStep, type DraftParams } from '#lib/queries/open-draft-step.ts';

type MappingPageProps = { readonly params: Promise<DraftParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wizard.steps');
  return { title: t('mapping') };
}

export default async function MappingPage({ params }: MappingPageProps) {
  const draft = await openDraftStep(params, 'mapping');
  return (
    <WizardFrame draft={draft} step="mapping">
      <MappingStep draft={draft} />
    </WizardFrame>
  );
}
