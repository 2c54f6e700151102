import { saveDraft } from '#lib/db/drafts.ts';
import {
  deleteDraftMappingVersions,
  giveProposedVersionToDraft,
} from '#lib/db/mapping-versions.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { MappingForm } from '#lib/domain/wizard/step-forms.ts';
import { changeDraft, type Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

export type SaveMapping = {
  readonly draftId: string;
  readonly actor: Actor;
  readonly mapping: MappingForm;
  /** The file that was uploaded for the draft (`proposeMapping`), when `mapping.file` is `new`. */
  readonly versionId: string | null;
};

/**
 * Stores how users are mapped. A new file becomes the draft's version and replaces the one before;
 * `none` takes it away; in an edit, its connector's file goes when the edit is saved.
 * @throws {AppError} `mapping-file-missing`, and those of `changeDraft`
 */
export async function saveMapping(
  services: Services,
  { draftId, actor, mapping, versionId }: SaveMapping,
): Promise<void> {
  const step = { draftId, actor, step: 'mapping' } as const;

  await changeDraft(services, step, async (transaction, draft, facts) => {
    const hasFile =
      mapping.file === 'none' ||
      (mapping.file === 'stored' && facts.mappingVersion !== null) ||
      (mapping.file === 'new' &&
        versionId !== null &&
        (await giveProposedVersionToDraft(transaction, {
          versionId,
          draftId,
          author: actor.email,
        })));
    if (!hasFile) throw new AppError('mapping-file-missing', 'Choose the mapping file again.');
    if (mapping.file === 'none') await deleteDraftMappingVersions(transaction, draftId);
    const removesFile = mapping.file === 'none' && draft.editsId !== null;
    const answer = { isAutomatic: mapping.isAutomatic, ...(removesFile && { removesFile }) };
    await saveDraft(transaction, draftId, { answers: { ...draft.answers, mapping: answer } });
  });
}
