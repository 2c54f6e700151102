'use server';

import { z } from 'zod';
import { action } from '#lib/actions/action.ts';
import { actorOf } from '#lib/actions/actor.ts';
import { services } from '#lib/actions/services.ts';
import { LARGEST_MAPPING_FILE_BYTES } from '#lib/domain/mapping-file/parse-mapping-file.ts';
import { mappingFormSchema } from '#lib/domain/wizard/step-forms.ts';
import { replaceMapping } from '#lib/operations/connectors/replace-mapping.ts';
import { saveMapping } from '#lib/operations/drafts/save-mapping.ts';

const LONGEST_FILE_NAME = 200;

const uploadSchema = z
  .file()
  .max(LARGEST_MAPPING_FILE_BYTES)
  .refine(({ name }) => name.length > 0 && name.length <= LONGEST_FILE_NAME);

const answersSchema = z.object({
  draftId: z.uuid(),
  mapping: mappingFormSchema,
  upload: uploadSchema.nullable(),
});

/** A form, because only a form carries a file. */
const formSchema = z
  .instanceof(FormData)
  .transform((form) => ({
    draftId: form.get('draftId'),
    mapping: { isAutomatic: form.get('isAutomatic') === 'true', file: form.get('file') },
    upload: form.get('upload'),
  }))
  .pipe(answersSchema);

/** Stores how users are mapped in a draft, with the file when there is a new one. */
export const saveMappingAction = action({
  permission: 'connectors.write',
  schema: formSchema,
  run: async ({ draftId, mapping, upload }, { session }) =>
    saveMapping(await services(), {
      draftId,
      actor: session.user,
      mapping,
      upload: upload && { fileName: upload.name, bytes: await upload.bytes() },
    }),
});

const replaceSchema = z
  .instanceof(FormData)
  .transform((form) => ({ connectorId: form.get('connectorId'), upload: form.get('upload') }))
  .pipe(z.object({ connectorId: z.uuid(), upload: uploadSchema }));

/** Gives a connector a new version of its mapping file. */
export const replaceMappingAction = action({
  permission: 'connectors.write',
  schema: replaceSchema,
  run: async ({ connectorId, upload }, { session }) =>
    replaceMapping(await services(), {
      connectorId,
      upload: { fileName: upload.name, bytes: await upload.bytes() },
      actor: await actorOf(session),
    }),
});
