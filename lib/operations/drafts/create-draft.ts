import { insertDraft, listOpenDrafts } from '#lib/db/drafts.ts';
import { hasAnswers } from '#lib/domain/wizard/draft-answers.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

/** Begins a wizard. One's own draft that has no answer yet is taken up again. */
export async function createDraft(
  { db }: Services,
  { kind, actor }: { readonly kind: string; readonly actor: Actor },
): Promise<{ draftId: string }> {
  const drafts = await listOpenDrafts(db, actor.id);
  const empty = drafts.find((draft) => draft.kind === kind && !hasAnswers(draft.answers));
  return { draftId: empty?.id ?? (await insertDraft(db, { kind, owner: actor.id })) };
}
