import { z } from 'zod';
import { HOLD_REASONS } from '#lib/domain/runs/delivery-state.ts';

/** Held at least so many days. */
const HELD_AGES = ['1', '7', '30'] as const;

const text = z.string().trim().max(200);

const fields = {
  reason: z.enum(HOLD_REASONS).or(z.literal('')),
  connector: z.uuid().or(z.literal('')),
  /** A mobile number or an address, of somebody without a mailbox or of the mailbox itself. */
  person: text,
  age: z.enum(HELD_AGES).or(z.literal('')),
  /** Anywhere in an item's or a package's name, a number or an address. */
  text,
} as const;

/** Which held items are meant; an empty field means any. */
export const heldItemFilterSchema = z.strictObject(fields);
export type HeldItemFilter = z.infer<typeof heldItemFilterSchema>;
