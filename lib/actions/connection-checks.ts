'use server';

import { z } from 'zod';
import { action } from '#lib/actions/action.ts';
import { actorOf } from '#lib/actions/actor.ts';
import { services } from '#lib/actions/services.ts';
import { checkSubjectSchema, verificationCodeSchema } from '#lib/domain/connection-check.ts';
import { signInFormSchema } from '#lib/domain/connectors/sign-in-form.ts';
import { answerCheck } from '#lib/operations/connection-checks/answer-check.ts';
import { confirmHostKey } from '#lib/operations/connectors/confirm-host-key.ts';
import { updateSignIn } from '#lib/operations/connectors/update-sign-in.ts';

/** Hands a verification code to the sign-in that waits for it. */
export const answerCheckAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({
    subject: checkSubjectSchema,
    checkId: z.uuid(),
    code: verificationCodeSchema,
  }),
  run: async (input, { session }) =>
    answerCheck(await services(), { ...input, actor: session.user }),
});

/** Has a connector's sign-in tried, with other credentials or, where they are null, the stored ones. */
export const updateSignInAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ connectorId: z.uuid(), credentials: signInFormSchema.nullable() }),
  run: async (input, { session }) =>
    updateSignIn(await services(), { ...input, actor: await actorOf(session) }),
});

/** Accepts the host key that the admin has seen. */
export const confirmHostKeyAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ connectorId: z.uuid(), fingerprint: z.string().max(100) }),
  run: async (input, { session }) =>
    confirmHostKey(await services(), { ...input, actor: await actorOf(session) }),
});
