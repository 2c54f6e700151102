import { z } from 'zod';
import { HOLD_REASONS } from '#lib/domain/runs/delivery-state.ts';
import { runProgressSchema } from '#lib/domain/runs/run-progress.ts';
import { unmatchedParticipantsSchema } from '#lib/domain/runs/run-view.ts';

const time = z.iso.datetime();
const connector = z.object({ id: z.uuid(), name: z.string() });

/** A held item as the portal shows it: what is known about it, never what was written. */
export const heldItemSchema = z.object({
  id: z.uuid(),
  connector,
  packageName: z.string(),
  entryName: z.string(),
  sourceItemId: z.string(),
  eventAt: time.nullable(),
  heldSince: time,
  sizeBytes: z.int(),
  unmatched: unmatchedParticipantsSchema,
  /** Mailboxes it is held for. */
  mailboxes: z.array(z.string()),
  reasons: z.array(z.enum(HOLD_REASONS)),
  isBeingReplayed: z.boolean(),
});
export type HeldItem = z.infer<typeof heldItemSchema>;

export const heldItemListSchema = z.object({
  items: z.array(heldItemSchema),
  total: z.int(),
  /** How many there are of each reason, whatever reason is asked for. */
  reasons: z.array(z.object({ reason: z.enum(HOLD_REASONS), count: z.int() })),
  /** Connectors that hold anything. */
  connectors: z.array(connector),
  replays: z.array(z.object({ connectorName: z.string(), progress: runProgressSchema })),
});
export type HeldItemList = z.infer<typeof heldItemListSchema>;
