import { resumeDraft, type DraftParams } from '#lib/queries/open-draft-step.ts';

type DraftPageProps = { readonly params: Promise<DraftParams> };

/** Goes on where the draft was left. */
export default async function DraftPage({ params }: DraftPageProps) {
  return resumeDraft(params);
}
