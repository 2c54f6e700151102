'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { action } from '#lib/actions/action.ts';
import { actorOf } from '#lib/actions/actor.ts';
import { services } from '#lib/actions/services.ts';
import { mappingFormSchema } from '#lib/domain/wizard/step-forms.ts';
import { saveMapping } from '#lib/operations/drafts/save-mapping.ts';
import { replaceMapping } from '#lib/operations/mapping-files/replace-mapping.ts';
import { restoreMapping } from '#lib/operations/mapping-files/restore-mapping.ts';

/** Stores how users are mapped in a draft; a new file has been uploaded before (api/mapping-uploads). */
export const saveMappingAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({
    draftId: z.uuid(),
    mapping: mappingFormSchema,
    versionId: z.uuid().nullable(),
  }),
  run: async (input, { session }) => {
    await saveMapping(await services(), { ...input, actor: session.user });
    // The browser's way back would otherwise show the step without the file, and Next would take it away.
    refresh();
  },
});

const versionSchema = z.strictObject({ connectorId: z.uuid(), versionId: z.uuid() });

/** Gives a connector a new version of its mapping file, which has been uploaded before. */
export const replaceMappingAction = action({
  permission: 'connectors.write',
  schema: versionSchema,
  run: async (input, { session }) =>
    replaceMapping(await services(), { ...input, actor: await actorOf(session) }),
});

/** Goes back to an earlier version of a connector's mapping file. */
export const restoreMappingAction = action({
  permission: 'connectors.write',
  schema: versionSchema,
  run: async (input, { session }) =>
    restoreMapping(await services(), { ...input, actor: await actorOf(session) }),
});
