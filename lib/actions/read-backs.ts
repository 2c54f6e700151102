'use server';

import { z } from 'zod';
import { action } from '#lib/actions/action.ts';
import { actorOf } from '#lib/actions/actor.ts';
import { services } from '#lib/actions/services.ts';
import { requestReadBack } from '#lib/operations/read-back/request-read-back.ts';

/** Has a closed run compared with its mailboxes once more. */
export const requestReadBackAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ runId: z.uuid() }),
  run: async ({ runId }, { session }) =>
    requestReadBack(await services(), { runId, actor: await actorOf(session) }),
});
