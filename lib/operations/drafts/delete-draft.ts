import { deleteDraftRow } from '#lib/db/drafts.ts';
import { deleteDraftMappingVersions } from '#lib/db/mapping-versions.ts';
import { AppError } from '#lib/domain/errors.ts';
import { getLockedDraft, type Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Takes a draft back with everything that belongs to it: credentials, checks, mapping file.
 * @throws {AppError} `draft-not-found`, `draft-finished`
 */
export async function deleteDraft(
  { db }: Services,
  { draftId, actor }: { readonly draftId: string; readonly actor: Actor },
): Promise<void> {
  await db.$transaction(async (transaction) => {
    const draft = await getLockedDraft(transaction, draftId, actor);
    if (draft.finishedAt !== null) {
      throw new AppError('draft-finished', 'This connector has been created already.');
    }
    await deleteDraftMappingVersions(transaction, draftId);
    await deleteDraftRow(transaction, draftId);
  });
}
