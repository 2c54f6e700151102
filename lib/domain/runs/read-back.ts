import { z } from 'zod';
import { DIFFERENCE_KINDS } from '#lib/domain/runs/compare-mailbox.ts';

/**
 * A read-back that somebody asked for: a closed run's receipts compared with its mailboxes as they are
 * now. It ends whatever it finds; `failed` says that it could not be carried out, and why.
 */
export const READ_BACK_STATES = ['queued', 'running', 'ended', 'failed'] as const;
export type ReadBackState = (typeof READ_BACK_STATES)[number];

export const ACTIVE_READ_BACK_STATES = [
  'queued',
  'running',
] as const satisfies readonly ReadBackState[];

/** Where the receipts were: old ones have left the database and are in the run's evidence. */
export const RECEIPT_PLACES = ['database', 'evidence'] as const;
export type ReceiptPlace = (typeof RECEIPT_PLACES)[number];

const time = z.iso.datetime();

const readBackViewSchema = z.object({
  id: z.uuid(),
  state: z.enum(READ_BACK_STATES),
  requestedBy: z.string(),
  requestedAt: time,
  finishedAt: time.nullable(),
  receiptsFrom: z.enum(RECEIPT_PLACES).nullable(),
  /** How many receipts there are; null until they are counted. */
  expected: z.int().nullable(),
  compared: z.int(),
  missing: z.int(),
  altered: z.int(),
  twice: z.int(),
  /** Code of the reason why it failed. */
  failure: z.string().nullable(),
});
export type ReadBackView = z.infer<typeof readBackViewSchema>;

/** A page of a run's read-backs, the newest first. */
export const readBackListSchema = z.object({
  readBacks: z.array(readBackViewSchema),
  total: z.int(),
});
export type ReadBackList = z.infer<typeof readBackListSchema>;

/** Ids and times of what differs, never what was written. */
export const readBackDifferenceListSchema = z.object({
  differences: z.array(
    z.object({
      number: z.int(),
      kind: z.enum(DIFFERENCE_KINDS),
      mailbox: z.string(),
      sourceItemId: z.string().nullable(),
      eventAt: time.nullable(),
      /** Code of the reason why the mailbox could not be read. */
      reason: z.string().nullable(),
    }),
  ),
  /** Of those that are listed: there may be more. */
  total: z.int(),
});
export type ReadBackDifferenceList = z.infer<typeof readBackDifferenceListSchema>;

export function countAll({
  missing,
  altered,
  twice,
}: Pick<ReadBackView, 'missing' | 'altered' | 'twice'>): number {
  return missing + altered + twice;
}

export function isActiveReadBack({ state }: Pick<ReadBackView, 'state'>): boolean {
  return ACTIVE_READ_BACK_STATES.some((active) => active === state);
}
