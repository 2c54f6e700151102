import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { CoverageStep } from '#components/wizard/coverage/coverage-step.tsx';
import { WizardFrame } from '#components/wizard/frame/wizard-frame.tsx';
import { getCoverage } from '#lib/queries/coverage.ts';
import { openDraftStep, type DraftParams } from '#lib/queries/open-draft-step.ts';

type CoveragePageProps = { readonly params: Promise<DraftParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('coverage');
  return { title: t('title') };
}

/** A page of the mapping step, open as soon as the step has its answer. */
export default async function CoveragePage({ params }: CoveragePageProps) {
  const draft = await openDraftStep(params, 'consent');
  if (draft.edits !== null) redirect(`/data-connectors/connectors/${draft.edits.id}/coverage`);
  const coverage = await getCoverage({ draftId: draft.id });
  return (
    <WizardFrame draft={draft} step="mapping">
      <CoverageStep draft={draft} coverage={coverage} />
    </WizardFrame>
  );
}
