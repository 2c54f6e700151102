import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { WizardFrame } from '#components/wizard/frame/wizard-frame.tsx';
import { ReviewStep } from '#components/wizard/review/review-step.tsx';
import { coverageSubjectOf } from '#lib/domain/wizard/draft-view.ts';
import { getCoverage } from '#lib/queries/coverage.ts';
import { openDraftStep, type DraftParams } from '#lib/queries/open-draft-step.ts';

type ReviewPageProps = { readonly params: Promise<DraftParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wizard.steps');
  return { title: t('review') };
}

export default async function ReviewPage({ params }: ReviewPageProps) {
  const draft = await openDraftStep(params, 'review');
  const coverage = await getCoverage(coverageSubjectOf(draft));
  return (
    <WizardFrame draft={draft} step="review">
      <ReviewStep draft={draft} coverage={coverage} />
    </WizardFrame>
  );
}
