import { saveDraft } from '#lib/db/drafts.ts';
import type { ImportForm } from '#lib/domain/wizard/step-forms.ts';
import { changeDraft, type Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

type SaveSchedule = {
  readonly draftId: string;
  readonly actor: Actor;
  readonly schedule: ImportForm;
};

/** Stores when the daily import is to begin. */
export async function saveSchedule(
  services: Services,
  { draftId, actor, schedule }: SaveSchedule,
): Promise<void> {
  await changeDraft(services, { draftId, actor, step: 'review' }, async (transaction, draft) => {
    await saveDraft(transaction, draftId, { answers: { ...draft.answers, schedule } });
  });
}
