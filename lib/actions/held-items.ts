'use server';

import { z } from 'zod';
import { action } from '#lib/actions/action.ts';
import { actorOf } from '#lib/actions/actor.ts';
import { services } from '#lib/actions/services.ts';
import { heldItemFilterSchema } from '#lib/domain/held-items/held-item-search.ts';
import { releaseHeldItems } from '#lib/operations/held-items/release-held-items.ts';
import { replayHeldItems } from '#lib/operations/held-items/replay-held-items.ts';

/** More than a person selects one by one; each is named in the audit log. */
const MOST_SELECTED = 500;
const LONGEST_REASON = 1000;

const itemIds = z.array(z.uuid()).min(1).max(MOST_SELECTED);

/** Decides anew for held items: those that were selected, or all that a filter lets through. */
export const replayHeldItemsAction = action({
  permission: 'held-items.manage',
  schema: z.strictObject({
    selection: z.union([
      z.strictObject({ itemIds }),
      z.strictObject({ filter: heldItemFilterSchema }),
    ]),
  }),
  run: async ({ selection }, { session }) =>
    replayHeldItems(await services(), { selection, actor: await actorOf(session) }),
});

/** Lets held items go, for a reason that stays on record. */
export const releaseHeldItemsAction = action({
  permission: 'held-items.manage',
  schema: z.strictObject({ itemIds, reason: z.string().trim().min(1).max(LONGEST_REASON) }),
  run: async (input, { session }) =>
    releaseHeldItems(await services(), { ...input, actor: await actorOf(session) }),
});
