'use server';

import { z } from 'zod';
import { action } from '#lib/actions/action.ts';
import { actorOf } from '#lib/actions/actor.ts';
import { services } from '#lib/actions/services.ts';
import { newApiTokenSchema } from '#lib/domain/api-tokens/api-token.ts';
import { createApiToken } from '#lib/operations/api-tokens/create-api-token.ts';
import { revokeApiToken } from '#lib/operations/api-tokens/revoke-api-token.ts';

/** The answer is the only one that ever bears the token. */
export const createApiTokenAction = action({
  permission: 'api-tokens.manage',
  schema: newApiTokenSchema,
  run: async (input, { session }) =>
    createApiToken(await services(), { ...input, actor: await actorOf(session) }),
});

export const revokeApiTokenAction = action({
  permission: 'api-tokens.manage',
  schema: z.strictObject({ tokenId: z.uuid() }),
  run: async ({ tokenId }, { session }) =>
    revokeApiToken(await services(), { tokenId, actor: await actorOf(session) }),
});
