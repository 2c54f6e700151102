'use server';

import { z } from 'zod';
import { action } from '#lib/actions/action.ts';
import { services } from '#lib/actions/services.ts';
import { coverageSubjectSchema } from '#lib/domain/coverage/coverage-preview.ts';
import { cancelPreview, requestPreview } from '#lib/operations/coverage/request-preview.ts';

/** Has the next import of a setup or a connector rehearsed. */
export const requestPreviewAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ subject: coverageSubjectSchema }),
  run: async (input, { session }) =>
    requestPreview(await services(), { ...input, actor: session.user }),
});

export const cancelPreviewAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ subject: coverageSubjectSchema, previewId: z.uuid() }),
  run: async (input, { session }) =>
    cancelPreview(await services(), { ...input, actor: session.user }),
});
