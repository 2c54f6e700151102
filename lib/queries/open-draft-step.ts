import 'server-only';
import { notFound, redirect } from 'next/navigation';
import { requirePermission } from '#lib/auth/session.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';
import type { WizardStepId } from '#lib/domain/wizard/wizard-steps.ts';
import { getDraft } from '#lib/queries/drafts.ts';

export type DraftParams = { readonly kind: string; readonly draftId: string };

/** For the page of a step: the draft, or where one belongs instead. */
export async function openDraftStep(
  params: Promise<DraftParams>,
  step: WizardStepId,
): Promise<DraftView> {
  const draft = await openDraft(params);
  if (!draft.openSteps.includes(step)) redirect(hrefOf(draft));
  return draft;
}

/** For the address of a draft without a step: goes on where it was left. */
export async function resumeDraft(params: Promise<DraftParams>): Promise<never> {
  redirect(hrefOf(await openDraft(params)));
}

async function openDraft(params: Promise<DraftParams>): Promise<DraftView> {
  await requirePermission('connectors.write');
  const { kind, draftId } = await params;
  const draft = await findDraft(draftId);
  if (draft?.kind !== kind) notFound();
  return draft;
}

async function findDraft(draftId: string): Promise<DraftView | null> {
  try {
    return await getDraft(draftId);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}

function hrefOf({ kind, id, currentStep }: DraftView): string {
  return `/data-connectors/${kind}/setup/${id}/${currentStep}`;
}
