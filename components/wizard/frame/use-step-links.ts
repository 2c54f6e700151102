import { useSearchParams } from 'next/navigation';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';
import { stepAfter, stepBefore, type WizardStepId } from '#lib/domain/wizard/wizard-steps.ts';

/** Names the page that an Edit link comes from, to which Next returns. */
const RETURN = 'return';

export function stepHref(
  draft: Pick<DraftView, 'kind' | 'id'>,
  step: WizardStepId,
  returnTo?: WizardStepId,
): string {
  const path = `/data-connectors/${draft.kind}/setup/${draft.id}/${step}`;
  return returnTo === undefined ? path : `${path}?${RETURN}=${returnTo}`;
}

/** Where Back and Next go. Somebody who came from Review to edit one step (`isEdit`) returns there. */
export function useStepLinks(draft: DraftView, step: WizardStepId) {
  const isEdit = useSearchParams().get(RETURN) === 'review' && step !== 'review';
  if (isEdit) {
    const review = stepHref(draft, 'review');
    return { isEdit, nextHref: review, backHref: review };
  }
  const before = stepBefore(draft.steps, step);
  return {
    isEdit,
    nextHref: stepHref(draft, stepAfter(draft.steps, step)),
    backHref: before === null ? null : stepHref(draft, before),
  };
}
