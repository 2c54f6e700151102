import { saveDraft } from '#lib/db/drafts.ts';
import { deleteDraftMappingVersions, insertMappingVersion } from '#lib/db/mapping-versions.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { MappingForm } from '#lib/domain/wizard/step-forms.ts';
import { changeDraft, type Actor } from '#lib/operations/drafts/change-draft.ts';
import {
  readMappingUpload,
  type MappingUpload,
} from '#lib/operations/drafts/read-mapping-upload.ts';
import type { Services } from '#lib/operations/services.ts';

export type SaveMapping = {
  readonly draftId: string;
  readonly actor: Actor;
  readonly mapping: MappingForm;
  /** The file, when `mapping.file` is `new`. */
  readonly upload: MappingUpload | null;
};

/**
 * Stores how users are mapped. A new file becomes the draft's version and replaces the one before;
 * `none` takes it away. The file is checked again here, whatever the browser has said about it.
 * @throws {AppError} `mapping-file-refused`, `mapping-file-missing`, `mapping-file-kept`, and those of `changeDraft`
 */
export async function saveMapping(
  services: Services,
  { draftId, actor, mapping, upload }: SaveMapping,
): Promise<void> {
  const version = mapping.file === 'new' ? readMappingUpload(upload) : null;
  const step = { draftId, actor, step: 'mapping' } as const;

  await changeDraft(services, step, async (transaction, draft, facts) => {
    if (mapping.file === 'stored' && facts.mappingVersion === null) {
      throw new AppError('mapping-file-missing', 'Choose the mapping file again.');
    }
    if (mapping.file === 'none' && draft.editsId !== null && facts.mappingVersion !== null) {
      throw new AppError('mapping-file-kept', 'A connector keeps its mapping file.');
    }
    if (mapping.file !== 'stored') await deleteDraftMappingVersions(transaction, draftId);
    if (version !== null) {
      await insertMappingVersion(transaction, { draftId, author: actor.email, ...version });
    }
    const answers = { ...draft.answers, mapping: { isAutomatic: mapping.isAutomatic } };
    await saveDraft(transaction, draftId, { answers });
  });
}
