import { insertDraft } from '#lib/db/drafts.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

/** Begins a wizard. */
export async function createDraft(
  { db }: Services,
  { kind, actor }: { readonly kind: string; readonly actor: Actor },
): Promise<{ draftId: string }> {
  return { draftId: await insertDraft(db, { kind, owner: actor.id }) };
}
